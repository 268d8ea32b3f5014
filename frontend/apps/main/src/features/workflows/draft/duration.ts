import { PRIORITIES, type Priority } from "@tts/api";

export type Duration = { days: number; hours: number; minutes: number };

const HOUR = 60;
const DAY = 24 * HOUR;

/** The longest time to resolution that the server takes. */
export const MOST_DAYS = 365;

export function toDuration(minutes: number): Duration {
  return {
    days: Math.floor(minutes / DAY),
    hours: Math.floor((minutes % DAY) / HOUR),
    minutes: Math.round(minutes % HOUR),
  };
}

/** All of it in minutes, at most what the server takes; null for no time at all. */
export function toMinutes({ days, hours, minutes }: Duration): number | null {
  const all = Math.min(days * DAY + hours * HOUR + minutes, MOST_DAYS * DAY);
  return all > 0 ? all : null;
}

/** Priorities that have more time than a less urgent one, with that one. */
export function misordered(
  minutes: Readonly<Record<string, number>>,
): { urgent: Priority; other: Priority }[] {
  const given = PRIORITIES.filter((priority) => minutes[priority] !== undefined);
  return given.slice(1).flatMap((other, index) => {
    const urgent = given[index];
    if (urgent === undefined || (minutes[urgent] ?? 0) <= (minutes[other] ?? 0)) return [];
    return [{ urgent, other }];
  });
}
