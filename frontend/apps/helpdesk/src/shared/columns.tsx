import { Text } from "@mantine/core";
import {
  type Column,
  Due,
  Person,
  PriorityBadge,
  RelativeTime,
  StatusBadge,
  TicketSubject,
  column,
} from "@tts/ui";
import type { TFunction } from "i18next";

import type { TicketSummary } from "./api";

/** The columns of ticket lists by name; the first one of a list is the link to its page. */
export function ticketColumns(t: TFunction) {
  const of = (id: string, cell: (row: TicketSummary) => React.ReactNode): Column<TicketSummary> =>
    column(id, t(`tickets.columns.${id}`), cell);
  return {
    subject: of("subject", (row) => <TicketSubject subject={row.subject} number={row.number} />),
    status: of("status", (row) => <StatusBadge status={row.status} />),
    priority: of("priority", (row) => <PriorityBadge priority={row.priority} />),
    category: of("category", (row) => (
      <Text size="sm">
        {row.category}
        {row.sub_category && (
          <Text span size="sm" c="dimmed">
            {" · "}
            {row.sub_category}
          </Text>
        )}
      </Text>
    )),
    requester: of("requester", (row) => <Person person={row.requester} />),
    assignee: of("assignee", (row) => (row.assignee ? <Person person={row.assignee} /> : null)),
    due: of("due", (row) => row.due_at && <Due sla={{ state: row.sla, due_at: row.due_at }} />),
    created: of("created", (row) => (
      <Text size="sm" c="dimmed">
        <RelativeTime at={row.created_at} />
      </Text>
    )),
    updated: of("updated", (row) => (
      <Text size="sm" c="dimmed">
        <RelativeTime at={row.updated_at} />
      </Text>
    )),
  };
}
