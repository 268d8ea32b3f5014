import { Button, Group, Text } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import {
  AnchorLink,
  ButtonLink,
  type Column,
  DataTable,
  EmptyState,
  Page,
  Person,
  PriorityBadge,
  RelativeTime,
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
        link={({ ticket }) =>
          (content) => (
            <AnchorLink to="/ticket/$number" params={{ number: ticket }} fw={600} c="inherit">
              {content}
            </AnchorLink>
          )}
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
    {
      id: "subject",
      header: t("unmatched.columns.ticket"),
      cell: ({ row: { original } }) => (
        <>
          {original.subject}
          <Text span display="block" size="xs" c="dimmed" fw={400}>
            {original.ticket}
          </Text>
        </>
      ),
    },
    {
      id: "takes",
      header: t("unmatched.columns.keys"),
      cell: ({ row: { original } }) => (
        <>
          <Text span display="block" size="sm">
            {original.sub_category === null
              ? original.category
              : `${original.category} › ${original.sub_category}`}
          </Text>
          <Text span display="block" size="xs" c="dimmed">
            {original.department}
          </Text>
        </>
      ),
    },
    {
      id: "priority",
      header: t("unmatched.columns.priority"),
      cell: ({ row }) => <PriorityBadge priority={row.original.priority} />,
    },
    {
      id: "requester",
      header: t("unmatched.columns.requester"),
      cell: ({ row }) => <Person person={row.original.requester} />,
    },
    {
      id: "since",
      header: t("unmatched.columns.since"),
      cell: ({ row }) => (
        <Text span size="sm">
          <RelativeTime at={row.original.unmatched_since} />
        </Text>
      ),
    },
    {
      id: "actions",
      header: t("unmatched.columns.actions"),
      cell: ({ row: { original } }) => (
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="light"
            aria-label={t("unmatched.assignTicket", { ticket: original.ticket })}
            onClick={() => {
              onAssign(original);
            }}
          >
            {t("unmatched.assign")}
          </Button>
          {mayCreate && <CreateFor ticket={original} />}
        </Group>
      ),
    },
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
