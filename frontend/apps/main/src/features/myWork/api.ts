import { queryOptions } from "@tanstack/react-query";
import { type Schemas, adopt, auth, ifMatch, ok, workflow } from "@tts/api";

import { type TaskRow, tasksQuery } from "../../shared/tasks";

import { type Tab, type WorkSearch, defaultSort } from "./search";

export type Counters = Schemas.Workflow["Counters"];

const ASSIGNEES: Record<Tab, "me" | "none" | "acted"> = {
  mine: "me",
  claim: "none",
  acted: "acted",
};

/** A page of a tab. */
export function myTasks({ tab = "mine", ...rest }: WorkSearch, now: number, zone: string) {
  const sort = rest.sort ?? defaultSort(tab);
  return tasksQuery({ ...rest, assignee: ASSIGNEES[tab], sort }, now, zone);
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
