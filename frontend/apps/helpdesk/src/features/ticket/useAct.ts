import { useQueryClient } from "@tanstack/react-query";
import { ticketChanged, useCommand } from "@tts/ui";

import { type Ticket, ticketOf } from "../../shared/api";

/** A change of a ticket that answers with the ticket. */
export function useAct<Input = void>(
  ticket: Ticket,
  run: (input: Input) => Promise<Ticket>,
  { said, onDone }: { said?: string; onDone?: () => void } = {},
) {
  const client = useQueryClient();
  const { queryKey } = ticketOf(ticket.number);
  return useCommand<Input, Ticket>({
    run,
    said,
    stale: [queryKey],
    onDone: (changed) => {
      client.setQueryData(queryKey, changed);
      ticketChanged(client, ticket.number);
      onDone?.();
    },
  });
}
