import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Schemas, ok, workflow } from "@tts/api";

export type TaskRow = Schemas.Workflow["TaskRow"];

export const TASK_STATUSES = ["assigned", "waiting", "on_hold", "completed", "cancelled"] as const;
export const SLA_STATES = ["breached", "warning", "running", "paused", "met", "none"] as const;
export const SORTS = ["due", "priority", "-created"] as const;

export type TaskStatus = (typeof TASK_STATUSES)[number];
export type SlaState = (typeof SLA_STATES)[number];
export type Sort = (typeof SORTS)[number];

type TaskFilter = {
  assignee?: string;
  status?: TaskStatus;
  sort: Sort;
  [other: string]: string | undefined;
};

const PAGE_SIZE = 50;

/** A page of tasks. */
export function tasksQuery({ status, ...rest }: TaskFilter) {
  const query = { ...rest, status: status && [status], limit: PAGE_SIZE };
  return queryOptions({
    queryKey: ["workflow", "tasks", query],
    queryFn: ({ signal }) => ok(workflow.GET("/tasks", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
