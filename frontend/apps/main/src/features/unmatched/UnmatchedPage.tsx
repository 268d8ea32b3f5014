import { Button, Group, Text } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import {
  ButtonLink,
  type Column,
  DataTable,
  EmptyState,
  Page,
  Person,
  PriorityBadge,
  RelativeTime,
  TicketSubject,
  TwoLines,
  column,
  ticketLink,
  useCursor,
  useMay,
} from "@tts/ui";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import { type UnmatchedTicket, unmatchedQuery } from "./api";

const AssignDialog = lazy(() => import("./AssignDialog"));

const route = getRouteApi("/unmatched");

/** Tickets that nobody works on for want of a workflow. */
export function UnmatchedPage() {
  const { t } = useTranslation();
  const { cursor } = route.useSearch();
  const paging = useCursor();
  const query = useQuery(unmatchedQuery(cursor));
  const [chosen, setChosen] = useState<UnmatchedTicket | null>(null);
  const columns = useColumns(setChosen);
  return (
    <Page title={t("unmatched.title")}>
      {query.data?.items.length !== 0 && (
        <Text c="dimmed" mb="md" maw="70ch">
          {t("unmatched.text")}
        </Text>
      )}
      <DataTable
        label={t("unmatched.title")}
        columns={columns}
        rows={query.data?.items}
        rowId={({ ticket }) => ticket}
        link={({ ticket }) => ticketLink(ticket)}
        error={query.error}
        onRetry={() => void query.refetch()}
        pager={{ paging, next: query.data?.next_cursor }}
        empty={
          <EmptyState icon={<IconInbox size={40} aria-hidden />} title={t("unmatched.none.title")}>
            {t("unmatched.none.text")}
          </EmptyState>
        }
      />
      <Suspense>
        {chosen && (
          <AssignDialog
            ticket={chosen}
            onClose={() => {
              setChosen(null);
            }}
          />
        )}
      </Suspense>
    </Page>
  );
}

function useColumns(onAssign: (ticket: UnmatchedTicket) => void): Column<UnmatchedTicket>[] {
  const { t } = useTranslation();
  const mayCreate = useMay("tts.workflow.publish");
  return [
    column("ticket", t("unmatched.columns.ticket"), (row) => (
      <TicketSubject subject={row.subject} number={row.ticket} />
    )),
    column("takes", t("unmatched.columns.keys"), (row) => (
      <TwoLines
        first={row.sub_category === null ? row.category : `${row.category} › ${row.sub_category}`}
        second={row.department}
      />
    )),
    column("priority", t("unmatched.columns.priority"), (row) => (
      <PriorityBadge priority={row.priority} />
    )),
    column("requester", t("unmatched.columns.requester"), (row) => (
      <Person person={row.requester} />
    )),
    column("since", t("unmatched.columns.since"), (row) => (
      <RelativeTime at={row.unmatched_since} />
    )),
    column("actions", t("unmatched.columns.actions"), (row) => (
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="light"
          aria-label={t("unmatched.assignTicket", { ticket: row.ticket })}
          onClick={() => {
            onAssign(row);
          }}
        >
          {t("unmatched.assign")}
        </Button>
        {mayCreate && <CreateFor ticket={row} />}
      </Group>
    )),
  ];
}

/** The way to a workflow that would take it, with what it must take filled in. */
function CreateFor({ ticket }: { ticket: UnmatchedTicket }) {
  const { t } = useTranslation();
  const { department, category, sub_category: sub } = ticket;
  return (
    <ButtonLink
      to="/workflows"
      search={{ create: true, department, category, sub_category: sub ?? undefined }}
      size="compact-sm"
      variant="subtle"
      aria-label={t("unmatched.createFor", { ticket: ticket.ticket })}
    >
      {t("unmatched.create")}
    </ButtonLink>
  );
}
