import { infiniteQueryOptions } from "@tanstack/react-query";
import { type Schemas, helpdesk, ifMatch, ok } from "@tts/api";

import type { Ticket } from "../../shared/api";

export type ActName = Schemas.Helpdesk["Act"];
export type Approval = Schemas.Helpdesk["Approve"];
export type Rate = Schemas.Helpdesk["Rate"];
export type TimelineEvent = Schemas.Helpdesk["EventOut"];

/** Actions that need a word of why. */
export type Reasoned = "reject" | "withdraw" | "hold" | "reopen";

export function timelineOf(number: string) {
  return infiniteQueryOptions({
    queryKey: ["helpdesk", "ticket", number, "timeline"],
    queryFn: ({ pageParam, signal }) =>
      ok(
        helpdesk.GET("/tickets/{number}/timeline", {
          params: { path: { number }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function approve(ticket: Ticket, body: Approval) {
  return ok(helpdesk.POST("/tickets/{number}/approve", { params: shown(ticket), body }));
}

export function giveReason(ticket: Ticket, act: Reasoned, reason: string) {
  const init = { params: shown(ticket), body: { reason } };
  switch (act) {
    case "reject":
      return ok(helpdesk.POST("/tickets/{number}/reject", init));
    case "withdraw":
      return ok(helpdesk.POST("/tickets/{number}/withdraw", init));
    case "hold":
      return ok(helpdesk.POST("/tickets/{number}/hold", init));
    case "reopen":
      return ok(helpdesk.POST("/tickets/{number}/reopen", init));
  }
}

export function resume(ticket: Ticket) {
  return ok(helpdesk.POST("/tickets/{number}/resume", { params: shown(ticket), body: {} }));
}

export function close(ticket: Ticket) {
  return ok(helpdesk.POST("/tickets/{number}/close", { params: shown(ticket), body: {} }));
}

export function rate(ticket: Ticket, body: Rate) {
  return ok(helpdesk.POST("/tickets/{number}/csat", { params: shown(ticket), body }));
}

/** The ticket as it was shown: one that has changed since is not acted upon. */
function shown({ number, revision }: Ticket) {
  return { path: { number }, header: ifMatch(revision) };
}
