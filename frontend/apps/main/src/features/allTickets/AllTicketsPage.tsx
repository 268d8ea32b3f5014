import { Stack } from "@mantine/core";
import { IconTicket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { DataTable, EmptyState, Page, ticketLink, useCursor, useNow, useZone } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { taskColumns } from "../../shared/taskColumns";
import { tasksQuery } from "../../shared/tasks";

import { Filters } from "./Filters";
import { USUAL_SORT, isFiltered } from "./search";

const route = getRouteApi("/tickets");

/** The work of everybody. */
export function AllTicketsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const paging = useCursor();
  const filter = { ...search, sort: search.sort ?? USUAL_SORT };
  const query = useQuery(tasksQuery(filter, useNow(), useZone()));
  const all = taskColumns(t);
  const columns = [all.ticket, all.step, all.assignee, all.priority, all.due, all.created];
  return (
    <Page title={t("allTickets.title")}>
      <Stack gap="sm">
        <Filters search={search} />
        <DataTable
          label={t("allTickets.title")}
          columns={columns}
          rows={query.data?.items}
          rowId={({ id }) => id}
          link={({ ticket }) => ticketLink(ticket)}
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
