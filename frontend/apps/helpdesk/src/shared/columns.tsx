import { Text } from "@mantine/core";
import { type Column, Label, Person, PriorityBadge, RelativeTime, StatusBadge } from "@tts/ui";
import type { TFunction } from "i18next";

import type { TicketSummary } from "./api";

const LATE: Record<string, string> = { warning: "orange", breached: "red" };

/** The columns of ticket lists by name; the first one of a list is the link to its page. */
export function ticketColumns(t: TFunction) {
  const columns = {
    subject: column("subject", t("tickets.columns.subject"), (row) => (
      <>
        <Text size="sm" fw={600} lineClamp={2}>
          {row.subject}
        </Text>
        <Text size="xs" c="dimmed">
          {row.number}
        </Text>
      </>
    )),
    status: column("status", t("tickets.columns.status"), (row) => (
      <StatusBadge status={row.status} />
    )),
    priority: column("priority", t("tickets.columns.priority"), (row) =>
      row.priority ? <PriorityBadge priority={row.priority} /> : null,
    ),
    category: column("category", t("tickets.columns.category"), (row) => (
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
    requester: column("requester", t("tickets.columns.requester"), (row) => (
      <Person person={row.requester} />
    )),
    assignee: column("assignee", t("tickets.columns.assignee"), (row) =>
      row.assignee ? <Person person={row.assignee} /> : null,
    ),
    due: column("due", t("tickets.columns.due"), (row) =>
      row.due_at ? <Due at={row.due_at} sla={row.sla} t={t} /> : null,
    ),
    created: column("created", t("tickets.columns.created"), (row) => (
      <Text size="sm" c="dimmed">
        <RelativeTime at={row.created_at} />
      </Text>
    )),
    updated: column("updated", t("tickets.columns.updated"), (row) => (
      <Text size="sm" c="dimmed">
        <RelativeTime at={row.updated_at} />
      </Text>
    )),
  };
  return columns;
}

function column(
  id: string,
  header: string,
  cell: (row: TicketSummary) => React.ReactNode,
): Column<TicketSummary> {
  return { id, header, cell: ({ row }) => cell(row.original) };
}

type DueProps = { at: string; sla: string; t: TFunction };

function Due({ at, sla, t }: DueProps) {
  return (
    <>
      <Text size="sm">
        <RelativeTime at={at} />
      </Text>
      {LATE[sla] && <Label color={LATE[sla]}>{t(`tickets.sla.${sla}`)}</Label>}
    </>
  );
}
