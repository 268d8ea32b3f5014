import { queryOptions } from "@tanstack/react-query";
import { type Priority, type Schemas, helpdesk, ok } from "@tts/api";

export type Ticket = Schemas.Helpdesk["TicketDetail"];
export type TicketSummary = Schemas.Helpdesk["TicketSummary"];
export type TicketStatus = Schemas.Helpdesk["TicketStatus"];
export type Sort = Schemas.Helpdesk["Sort"];
export type Category = Schemas.Helpdesk["CategoryOut"];

export type TicketFilter = {
  requester?: "me";
  owner?: "me";
  status?: TicketStatus[];
  category?: string;
  priority?: Priority;
  q?: string;
  sort?: Sort;
  cursor?: string;
  limit?: number;
};

export function ticketsOf(filter: TicketFilter) {
  return queryOptions({
    queryKey: ["helpdesk", "tickets", filter],
    queryFn: ({ signal }) => ok(helpdesk.GET("/tickets", { params: { query: filter }, signal })),
  });
}

export function ticketOf(number: string) {
  return queryOptions({
    queryKey: ["helpdesk", "ticket", number],
    queryFn: ({ signal }) =>
      ok(helpdesk.GET("/tickets/{number}", { params: { path: { number } }, signal })),
  });
}

export const counters = queryOptions({
  queryKey: ["helpdesk", "counters"],
  queryFn: ({ signal }) => ok(helpdesk.GET("/tickets/counters", { signal })),
});

const RARELY_MS = 300_000;

export const categories = queryOptions({
  queryKey: ["helpdesk", "categories"],
  queryFn: ({ signal }) => ok(helpdesk.GET("/categories", { signal })),
  staleTime: RARELY_MS,
});

export const departments = queryOptions({
  queryKey: ["helpdesk", "departments"],
  queryFn: ({ signal }) => ok(helpdesk.GET("/departments", { signal })),
  staleTime: RARELY_MS,
});

export const drafts = queryOptions({
  queryKey: ["helpdesk", "drafts"],
  queryFn: ({ signal }) => ok(helpdesk.GET("/drafts", { signal })),
});
