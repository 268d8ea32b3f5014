import dayjs from "dayjs";

type Bucket = "overdue" | "today" | "tomorrow" | "week" | "later" | "none";

/** When something is due, as people plan: by the reader's days; a week ends in seven days. */
export function bucketOf(dueAt: string | null, now: number): Bucket {
  if (dueAt === null) return "none";
  const due = dayjs(dueAt);
  if (due.valueOf() < now) return "overdue";
  const days = due.startOf("day").diff(dayjs(now).startOf("day"), "day");
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  return days < 7 ? "week" : "later";
}
