import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Schemas, adopt, auth, ifMatch, ok, workflow } from "@tts/api";

import { type Tab, type WorkSearch, defaultSort } from "./search";

export type TaskRow = Schemas.Workflow["TaskRow"];
export type Counters = Schemas.Workflow["Counters"];

const PAGE_SIZE = 50;
const ASSIGNEES: Record<Tab, "me" | "none" | "acted"> = {
  mine: "me",
  claim: "none",
  acted: "acted",
};

export function tasksQuery({ tab = "mine", status, ...rest }: WorkSearch) {
  const query = {
    ...rest,
    assignee: ASSIGNEES[tab],
    status: status && [status],
    sort: rest.sort ?? defaultSort(tab),
    limit: PAGE_SIZE,
  };
  return queryOptions({
    queryKey: ["workflow", "tasks", query],
    queryFn: ({ signal }) => ok(workflow.GET("/tasks", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** `dayEnd` is when the reader's day ends. */
export function countersQuery(dayEnd: string) {
  return queryOptions({
    queryKey: ["workflow", "counters", dayEnd],
    queryFn: ({ signal }) =>
      ok(workflow.GET("/tasks/counters", { params: { query: { day_end: dayEnd } }, signal })),
  });
}

export function claim({ id, revision }: TaskRow) {
  return ok(
    workflow.POST("/tasks/{task_id}/claim", {
      params: { path: { task_id: id }, header: ifMatch(revision) },
    }),
  );
}

export async function setAvailable(available: boolean) {
  adopt(await ok(auth.PATCH("/me/availability", { body: { available } })));
}
