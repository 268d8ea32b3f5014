import { Group, Text } from "@mantine/core";
import { AnchorLink, RelativeTime, StatusBadge, UserText } from "@tts/ui";
import type { ReactNode } from "react";

import type { TicketSummary } from "../../shared/api";

import classes from "./TicketRows.module.css";

type Props = { tickets: TicketSummary[]; action?: (ticket: TicketSummary) => ReactNode };

/** A few tickets, each on a line of its own. */
export function TicketRows({ tickets, action }: Props) {
  return (
    <ul className={classes.rows}>
      {tickets.map((ticket) => (
        <li key={ticket.number} className={classes.row}>
          <div className={classes.subject}>
            <AnchorLink
              to="/ticket/$number"
              params={{ number: ticket.number }}
              fw={600}
              size="sm"
              lineClamp={2}
            >
              <UserText text={ticket.subject} />
            </AnchorLink>
            <Text size="xs" c="dimmed">
              {ticket.number} · <RelativeTime at={ticket.updated_at} />
            </Text>
          </div>
          <Group gap="xs">
            <StatusBadge status={ticket.status} />
            {action?.(ticket)}
          </Group>
        </li>
      ))}
    </ul>
  );
}
