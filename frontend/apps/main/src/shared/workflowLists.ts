import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Schemas, ok, workflow } from "@tts/api";

export type WorkflowStatus = Schemas.Workflow["WorkflowStatus"];
export type Role = Schemas.Workflow["RoleRow"];

export type WorkflowFilter = { q?: string; status?: WorkflowStatus; cursor?: string };

/** The most that the server puts on a page: enough to choose from. */
const ALL = 200;
const MINUTE_MS = 60_000;

export const workflows = (filter: WorkflowFilter, limit = 25) =>
  queryOptions({
    queryKey: ["workflow", "workflows", filter, limit],
    queryFn: ({ signal }) => {
      const { status, ...rest } = filter;
      const query = { ...rest, ...(status && { status: [status] }), limit };
      return ok(workflow.GET("/workflows", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

/** What one chooses a workflow from. */
export const workflowChoices = (filter: WorkflowFilter = {}) => workflows(filter, ALL);

export const roles = queryOptions({
  queryKey: ["workflow", "roles"],
  queryFn: ({ signal }) => ok(workflow.GET("/roles", { signal })),
  select: ({ items }) => items,
  staleTime: MINUTE_MS,
});
