import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Schemas, ok, workflow } from "@tts/api";

import type { AllTicketsSearch } from "./search";

export type TaskRow = Schemas.Workflow["TaskRow"];

const PAGE_SIZE = 50;

export function tasksQuery({ status, ...rest }: AllTicketsSearch) {
  const query = { ...rest, status: status && [status], limit: PAGE_SIZE };
  return queryOptions({
    queryKey: ["workflow", "tasks", "all", query],
    queryFn: ({ signal }) => ok(workflow.GET("/tasks", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
