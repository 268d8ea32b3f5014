import type { QueryClient } from "@tanstack/react-query";

/**
 * Keys of queries start with the service; what is about one ticket has its number in the key.
 *
 * `["helpdesk", "ticket", number, …]`, `["helpdesk", "tickets", filter]`, `["workflow", "tasks", …]`
 */
export type QueryKey = readonly unknown[];

const LISTS = new Set(["tickets", "tasks", "counters", "flow", "unmatched"]);

/** Fetch again what is shown of a ticket, and the lists it may be in. */
export function ticketChanged(client: QueryClient, number: string | null): void {
  void client.invalidateQueries({
    predicate: ({ queryKey }) =>
      LISTS.has(String(queryKey[1])) || (number !== null && queryKey.includes(number)),
  });
}
