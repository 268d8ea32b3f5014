/** Days and times in a zone; `Intl` knows the zones, whichever one the browser is in. */

export type Moment = string | number;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A day begins at most so much before and after it does in UTC. */
const FARTHEST_MS = 15 * 60 * MINUTE_MS;

const STYLES = {
  /** "Tuesday, March 10, 2026 at 3:00 PM" */
  full: { dateStyle: "full", timeStyle: "short" },
  long: { dateStyle: "long", timeStyle: "short" },
  medium: { dateStyle: "medium", timeStyle: "short" },
  time: { timeStyle: "short" },
  /** "Mar 10" */
  day: { month: "short", day: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type Style = keyof typeof STYLES;

export function formatted(at: Moment, style: Style, language: string, zone: string): string {
  const format = new Intl.DateTimeFormat(language, { ...STYLES[style], timeZone: zone });
  return format.format(new Date(at));
}

/** How many days later than today something is. */
export function daysAhead(at: Moment, now: number, zone: string): number {
  return dayNumber(at, zone) - dayNumber(now, zone);
}

/** The last millisecond of today, or of a day after it. */
export function dayEnd(now: number, zone: string, ahead = 0): string {
  const next = dayNumber(now, zone) + ahead + 1;
  // Found by looking, because a day may begin at any time, and not every day has 24 hours.
  let before = next * DAY_MS - FARTHEST_MS;
  let begun = next * DAY_MS + FARTHEST_MS;
  while (begun - before > MINUTE_MS) {
    const middle = before + Math.floor((begun - before) / MINUTE_MS / 2) * MINUTE_MS;
    if (dayNumber(middle, zone) < next) before = middle;
    else begun = middle;
  }
  return new Date(begun - 1).toISOString();
}

/** The browser's zone. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether this browser knows a zone; services may know newer ones. */
export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** Days since 1970 by the zone's calendar. */
function dayNumber(at: Moment, zone: string): number {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  const parts = format.formatToParts(new Date(at));
  const part = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day")) / DAY_MS;
}
