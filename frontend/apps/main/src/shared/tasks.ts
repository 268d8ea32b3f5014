import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Schemas, ok, workflow } from "@tts/api";
import { dayEnd } from "@tts/ui";

export type TaskRow = Schemas.Workflow["TaskRow"];

export const TASK_STATUSES = ["assigned", "waiting", "on_hold", "completed", "cancelled"] as const;
export const SLA_STATES = ["breached", "warning", "running", "paused", "met", "none"] as const;
export const SORTS = ["due", "priority", "-created"] as const;

/** Within one's present day, or within seven days. */
export const DUE_RANGES = ["today", "week"] as const;

export type TaskStatus = (typeof TASK_STATUSES)[number];
export type SlaState = (typeof SLA_STATES)[number];
export type DueRange = (typeof DUE_RANGES)[number];
export type Sort = (typeof SORTS)[number];

type TaskFilter = {
  assignee?: string;
  status?: TaskStatus;
  due?: DueRange;
  sort: Sort;
  [other: string]: string | undefined;
};

const PAGE_SIZE = 50;
const MINUTE_MS = 60_000;
const DAYS_AHEAD: Record<DueRange, number> = { today: 0, week: 6 };

/** A page of tasks by the days of a zone; what was due before `now` is late, not due. */
export function tasksQuery({ status, due, ...rest }: TaskFilter, now: number, zone: string) {
  const range = due && {
    due_from: new Date(now - (now % MINUTE_MS)).toISOString(),
    due_before: dayEnd(now, zone, DAYS_AHEAD[due]),
  };
  const query = { ...rest, ...range, status: status && [status], limit: PAGE_SIZE };
  return queryOptions({
    queryKey: ["workflow", "tasks", query],
    queryFn: ({ signal }) => ok(workflow.GET("/tasks", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
