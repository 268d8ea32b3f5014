import { queryOptions } from "@tanstack/react-query";
import { ApiError, type Schemas, helpdesk, ifMatch, ok, workflow } from "@tts/api";

import type { Draft, Step, Transition } from "./draft/draft";

export type WorkflowRow = Schemas.Workflow["WorkflowRow"];
export type WorkflowDetail = Schemas.Workflow["WorkflowDetail"];
export type NewWorkflow = Schemas.Workflow["NewWorkflow"];
export type WorkflowChange = Schemas.Workflow["WorkflowChange"];
export type DraftDetail = Schemas.Workflow["DraftDetail"];
export type VersionRow = Schemas.Workflow["VersionRow"];
export type VersionDetail = Schemas.Workflow["VersionDetail"];
export type Category = Schemas.Helpdesk["CategoryOut"];

const MINUTE_MS = 60_000;

/** Whatever is shown of any workflow. */
export const WORKFLOWS = ["workflow", "workflows"];

export const workflowOf = (id: string) =>
  queryOptions({
    queryKey: ["workflow", "definition", id],
    queryFn: ({ signal }) =>
      ok(workflow.GET("/workflows/{workflow_id}", { params: at(id), signal })),
  });

export const draftOf = (id: string) =>
  queryOptions({
    queryKey: ["workflow", "draft", id],
    queryFn: ({ signal }) =>
      ok(workflow.GET("/workflows/{workflow_id}/draft", { params: at(id), signal })),
  });

/** Why the draft as it is here could not be published. */
export const problemsOf = (id: string, draft: Draft) =>
  queryOptions({
    queryKey: ["workflow", "problems", id, draft],
    queryFn: ({ signal }) =>
      ok(
        workflow.POST("/workflows/{workflow_id}/draft/validate", {
          params: at(id),
          body: bodyOf(draft),
          signal,
        }),
      ),
    gcTime: MINUTE_MS,
  });

export const versionsOf = (id: string, cursor?: string) =>
  queryOptions({
    queryKey: ["workflow", "versions", id, cursor],
    queryFn: ({ signal }) =>
      ok(
        workflow.GET("/workflows/{workflow_id}/versions", {
          params: { ...at(id), query: { limit: 25, cursor } },
          signal,
        }),
      ),
  });

export const versionOf = (id: string, number: number) =>
  queryOptions({
    queryKey: ["workflow", "version", id, number],
    queryFn: ({ signal }) =>
      ok(
        workflow.GET("/workflows/{workflow_id}/versions/{number}", {
          params: { path: { workflow_id: id, number } },
          signal,
        }),
      ),
  });

export const categories = queryOptions({
  queryKey: ["helpdesk", "categories"],
  queryFn: ({ signal }) => ok(helpdesk.GET("/categories", { signal })),
  staleTime: MINUTE_MS,
});

export const departments = queryOptions({
  queryKey: ["helpdesk", "departments"],
  queryFn: ({ signal }) => ok(helpdesk.GET("/departments", { signal })),
  staleTime: MINUTE_MS,
});

export function create(body: NewWorkflow, key: string) {
  const params = { header: { "Idempotency-Key": key } };
  return withNameField(ok(workflow.POST("/workflows", { params, body })));
}

export function change(id: string, revision: number, body: WorkflowChange) {
  const params = { ...at(id), header: ifMatch(revision) };
  return withNameField(ok(workflow.PATCH("/workflows/{workflow_id}", { params, body })));
}

/** Pause, resume or archive. */
export function act(id: string, revision: number, name: "pause" | "resume" | "archive") {
  const params = { ...at(id), header: ifMatch(revision) };
  return ok(workflow.POST(`/workflows/{workflow_id}/${name}`, { params }));
}

export function saveDraft(id: string, revision: number, draft: Draft) {
  const params = { ...at(id), header: ifMatch(revision) };
  return ok(workflow.PUT("/workflows/{workflow_id}/draft", { params, body: bodyOf(draft) }));
}

export function discardDraft(id: string, revision: number) {
  const params = { ...at(id), header: ifMatch(revision) };
  return ok(workflow.DELETE("/workflows/{workflow_id}/draft", { params }));
}

export function publish(id: string, revision: number, note: string) {
  const params = { ...at(id), header: ifMatch(revision) };
  return ok(workflow.POST("/workflows/{workflow_id}/publish", { params, body: { note } }));
}

type Definition = Pick<DraftDetail, "graph" | "layout" | "resolution_minutes">;

/** A draft or version of the server as it is edited here. */
export function draftFrom({ graph, layout, resolution_minutes: minutes }: Definition): Draft {
  return {
    steps: graph.steps as Step[],
    transitions: graph.transitions as Transition[],
    layout,
    minutes,
  };
}

function bodyOf({ steps, transitions, layout, minutes }: Draft): Schemas.Workflow["SaveDraft"] {
  return {
    graph: { steps: [...steps], transitions: [...transitions] },
    layout,
    resolution_minutes: minutes,
  };
}

/** A name that is taken is told where the name is typed. */
async function withNameField<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "workflow_name_taken") throw error;
    const { problem } = error;
    throw new ApiError({ ...problem, errors: [{ field: "name", message: problem.detail }] });
  }
}

function at(id: string) {
  return { path: { workflow_id: id } };
}
