import { Stack, Text } from "@mantine/core";
import { IconTicket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import {
  AnchorLink,
  type Column,
  DataTable,
  EmptyState,
  Page,
  Person,
  PriorityBadge,
  RelativeTime,
  useCursor,
} from "@tts/ui";
import { useTranslation } from "react-i18next";

import { Due } from "../../shared/Due";

import { Filters } from "./Filters";
import { type TaskRow, tasksQuery } from "./api";
import { isFiltered } from "./search";

const route = getRouteApi("/tickets");

/** The work of everybody. */
export function AllTicketsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const paging = useCursor();
  const query = useQuery(tasksQuery(search));
  const columns = useColumns();
  return (
    <Page title={t("allTickets.title")}>
      <Stack gap="sm">
        <Filters search={search} />
        <DataTable
          label={t("allTickets.title")}
          columns={columns}
          rows={query.data?.items}
          rowId={({ id }) => id}
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
            isFiltered(search) ? (
              <EmptyState title={t("allTickets.noMatch.title")}>
                {t("allTickets.noMatch.text")}
              </EmptyState>
            ) : (
              <EmptyState
                icon={<IconTicket size={40} aria-hidden />}
                title={t("allTickets.none.title")}
              >
                {t("allTickets.none.text")}
              </EmptyState>
            )
          }
        />
      </Stack>
    </Page>
  );
}

function useColumns(): Column<TaskRow>[] {
  const { t } = useTranslation();
  return [
    {
      id: "subject",
      header: t("allTickets.columns.ticket"),
      cell: ({ row: { original } }) => (
        <>
          {original.subject}
          <Text span display="block" size="xs" c="dimmed" fw={400}>
            {original.ticket} · {original.category}
          </Text>
        </>
      ),
    },
    {
      id: "step",
      header: t("allTickets.columns.step"),
      cell: ({ row: { original } }) => (
        <>
          <Text span display="block" size="sm">
            {original.step.name}
          </Text>
          <Text span display="block" size="xs" c="dimmed">
            {t([`allTickets.status.${original.status}`, original.status])}
          </Text>
        </>
      ),
    },
    {
      id: "assignee",
      header: t("allTickets.columns.assignee"),
      cell: ({ row: { original } }) => (
        <>
          <Person person={original.assignee} none={t("allTickets.nobody")} />
          <Text span display="block" size="xs" c="dimmed">
            {original.step.role}
          </Text>
        </>
      ),
    },
    {
      id: "priority",
      header: t("allTickets.columns.priority"),
      cell: ({ row }) => <PriorityBadge priority={row.original.priority} />,
    },
    {
      id: "due",
      header: t("allTickets.columns.due"),
      cell: ({ row }) => <Due sla={row.original.sla} />,
    },
    {
      id: "created",
      header: t("allTickets.columns.created"),
      cell: ({ row }) => (
        <Text span size="sm">
          <RelativeTime at={row.original.created_at} />
        </Text>
      ),
    },
  ];
}
