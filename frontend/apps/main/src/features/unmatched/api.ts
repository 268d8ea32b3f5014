import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type Schemas, ok, workflow } from "@tts/api";

export type UnmatchedTicket = Schemas.Workflow["UnmatchedTicket"];

const PAGE_SIZE = 50;

export const unmatchedQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ["workflow", "unmatched", cursor],
    queryFn: ({ signal }) =>
      ok(workflow.GET("/unmatched", { params: { query: { cursor, limit: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
  });

export function assign(ticket: string, workflowId: string) {
  return ok(
    workflow.POST("/unmatched/{ticket}/assign", {
      params: { path: { ticket } },
      body: { workflow_id: workflowId },
    }),
  );
}
