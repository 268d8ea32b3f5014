import { daysAhead } from "@tts/ui";

type Bucket = "overdue" | "today" | "tomorrow" | "week" | "later" | "none";

/** When something is due, as people plan: by the days of their zone; a week ends in seven days. */
export function bucketOf(dueAt: string | null, now: number, zone: string): Bucket {
  if (dueAt === null) return "none";
  if (Date.parse(dueAt) < now) return "overdue";
  const days = daysAhead(dueAt, now, zone);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  return days < 7 ? "week" : "later";
}
