import { PRIORITIES, type Priority } from "@tts/api";
import { oneOf, searchText } from "@tts/ui";

import type { Sort, TicketFilter, TicketStatus } from "./api";

export const ACTIVE: TicketStatus[] = ["New", "Open", "In Progress", "On Hold", "Resolved"];
export const FINISHED: TicketStatus[] = ["Closed", "Rejected", "Withdrawn"];
export const STATUSES = [...ACTIVE, ...FINISHED];
export const SORTS: Sort[] = ["-created", "created", "-updated", "priority", "due"];

/** A list of tickets as its address says it; what is left out is any. */
export type ListSearch = {
  q?: string;
  status?: TicketStatus | "active" | "finished";
  category?: string;
  priority?: Priority;
  sort?: Sort;
  cursor?: string;
};

/** What an address says, without what makes no sense. */
export function parseListSearch(raw: Record<string, unknown>): ListSearch {
  return {
    q: searchText(raw.q),
    status: oneOf(raw.status, [...STATUSES, "active", "finished"]),
    category: searchText(raw.category),
    priority: oneOf(raw.priority, PRIORITIES),
    sort: oneOf(raw.sort, SORTS),
    cursor: searchText(raw.cursor),
  };
}

/** The list that an address asks for; a search has an order of its own. */
export function filterOf({ status, q, sort, ...rest }: ListSearch): TicketFilter {
  return { ...rest, q, sort: q === undefined ? sort : undefined, status: statusesOf(status) };
}

function statusesOf(status: ListSearch["status"]): TicketStatus[] | undefined {
  if (status === "active") return ACTIVE;
  if (status === "finished") return FINISHED;
  return status && [status];
}
