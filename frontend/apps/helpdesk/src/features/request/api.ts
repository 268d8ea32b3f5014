import { queryOptions } from "@tanstack/react-query";
import { ApiError, type Schemas, helpdesk, ifMatch, ok } from "@tts/api";
import { fieldTexts } from "@tts/ui";

export type Content = Schemas.Helpdesk["DraftContent"];
export type Draft = Schemas.Helpdesk["DraftOut"];
export type Kept = { id: string; revision: number };

export function draftOf(id: string) {
  return queryOptions({
    queryKey: ["helpdesk", "draft", id],
    queryFn: ({ signal }) =>
      ok(helpdesk.GET("/drafts/{draft_id}", { params: { path: { draft_id: id } }, signal })),
    // It is changed here; what was changed elsewhere is met when it is saved.
    staleTime: Infinity,
    gcTime: 0,
  });
}

export function beginDraft(content: Content) {
  const header = { "Idempotency-Key": crypto.randomUUID() };
  return ok(helpdesk.POST("/drafts", { params: { header }, body: content }));
}

export function replaceDraft({ id, revision }: Kept, content: Content) {
  return ok(
    helpdesk.PUT("/drafts/{draft_id}", {
      params: { path: { draft_id: id }, header: ifMatch(revision) },
      body: content,
    }),
  );
}

export function discardDraft(id: string) {
  return ok(helpdesk.DELETE("/drafts/{draft_id}", { params: { path: { draft_id: id } } }));
}

/** What became of a draft that is no longer there: `ticket` when it was submitted. */
export type Gone = { ticket: string | null };

/** Whether something failed because its draft is gone. */
export function goneBy(error: unknown): Gone | null {
  if (!(error instanceof ApiError)) return null;
  if (error.code === "draft_submitted") return { ticket: error.problem.ticket ?? null };
  // A submission names it as a field.
  const isUnknown = error.code === "draft_not_found" || "draft" in fieldTexts(error);
  return isUnknown ? { ticket: null } : null;
}

export function submitTicket(key: string, body: Schemas.Helpdesk["Submit"]) {
  return ok(helpdesk.POST("/tickets", { params: { header: { "Idempotency-Key": key } }, body }));
}

export function editTicket(number: string, revision: number, body: Schemas.Helpdesk["Edit"]) {
  return ok(
    helpdesk.PATCH("/tickets/{number}", {
      params: { path: { number }, header: ifMatch(revision) },
      body,
    }),
  );
}
