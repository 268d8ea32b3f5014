import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Schemas, ifMatch, ok, workflow } from "@tts/api";

export type Task = Schemas.Workflow["TaskDetail"];
export type Action = Task["actions"][number];
export type LogEvent = Schemas.Workflow["EventView"];
type Graph = {
  steps: Schemas.Workflow["Step"][];
  transitions: Schemas.Workflow["Transition"][];
};
export type TaskGraph = Omit<Schemas.Workflow["TaskGraph"], "graph"> & { graph: Graph };
export type SlaDetail = Schemas.Workflow["SlaDetail"];
export type Candidate = Schemas.Workflow["Candidate"];

const MOST_ROWS = 200;

/** The newest task of a ticket, if one may see any. */
export function taskOfTicket(number: string) {
  return queryOptions({
    queryKey: ["workflow", "tasks", { ticket: number }],
    queryFn: ({ signal }) =>
      ok(workflow.GET("/tasks", { params: { query: { ticket: number, limit: 1 } }, signal })),
  });
}

const taskKey = (number: string, id: string) => ["workflow", "task", number, id] as const;
const at = (id: string) => ({ path: { task_id: id } });

export function taskQuery(number: string, id: string) {
  return queryOptions({
    queryKey: taskKey(number, id),
    queryFn: ({ signal }) => ok(workflow.GET("/tasks/{task_id}", { params: at(id), signal })),
  });
}

export function slaQuery({ ticket, id }: Task) {
  return queryOptions({
    queryKey: [...taskKey(ticket, id), "sla"],
    queryFn: ({ signal }) => ok(workflow.GET("/tasks/{task_id}/sla", { params: at(id), signal })),
  });
}

export function graphQuery({ ticket, id }: Task) {
  return queryOptions({
    queryKey: [...taskKey(ticket, id), "graph"],
    // The document says of the lists' items only that they may be steps.
    queryFn: ({ signal }) =>
      ok(workflow.GET("/tasks/{task_id}/graph", { params: at(id), signal })) as Promise<TaskGraph>,
  });
}

export function logQuery({ ticket, id }: Task) {
  return infiniteQueryOptions({
    queryKey: [...taskKey(ticket, id), "log"],
    queryFn: ({ signal, pageParam }) =>
      ok(
        workflow.GET("/tasks/{task_id}/log", {
          params: { ...at(id), query: { limit: MOST_ROWS, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function candidatesQuery({ ticket, id }: Task) {
  return queryOptions({
    queryKey: [...taskKey(ticket, id), "candidates"],
    queryFn: ({ signal }) =>
      ok(
        workflow.GET("/tasks/{task_id}/candidates", {
          params: { ...at(id), query: { limit: MOST_ROWS } },
          signal,
        }),
      ),
  });
}

/** What is done to a task, as long as it is what was shown. */
const shown = ({ id, revision }: Task) => ({ ...at(id), header: ifMatch(revision) });

export function claim(task: Task) {
  return ok(workflow.POST("/tasks/{task_id}/claim", { params: shown(task) }));
}

export function begin(task: Task) {
  return ok(workflow.POST("/tasks/{task_id}/begin", { params: shown(task) }));
}

export function takeTransition(task: Task, transition_id: string, note: string) {
  return ok(
    workflow.POST("/tasks/{task_id}/transition", {
      params: shown(task),
      body: { transition_id, note: note || null },
    }),
  );
}

export function escalate(task: Task, reason: string) {
  return ok(workflow.POST("/tasks/{task_id}/escalate", { params: shown(task), body: { reason } }));
}

export function transfer(task: Task, to: string, note: string) {
  return ok(
    workflow.POST("/tasks/{task_id}/transfer", {
      params: shown(task),
      body: { to, note: note || null },
    }),
  );
}
