import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Column, DataTable, EmptyState, ticketLink, useCursor } from "@tts/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { TicketFilters } from "./TicketFilters";
import { type Sort, type TicketFilter, type TicketSummary, ticketsOf } from "./api";
import { type ListSearch, filterOf } from "./search";

type Props = {
  label: string;
  columns: Column<TicketSummary>[];
  search: ListSearch;
  usual: Sort;
  /** What is true of every ticket of the list. */
  scope: TicketFilter;
  onSearch: (search: ListSearch) => void;
  /** Said when there is no ticket at all. */
  empty: ReactNode;
};

/** Tickets that one may search, narrow, sort and page through. */
export function TicketList(props: Props) {
  const { label, columns, search, usual, scope, onSearch, empty } = props;
  const { t } = useTranslation();
  const paging = useCursor();
  const filter = filterOf({ ...search, sort: search.sort ?? usual });
  const query = useQuery({
    ...ticketsOf({ ...filter, ...scope }),
    placeholderData: keepPreviousData,
  });
  const isNarrowed = [search.q, search.status, search.category, search.priority].some(Boolean);
  const nothing = isNarrowed ? (
    <EmptyState
      title={t("tickets.noMatch")}
      action={
        <Button
          variant="default"
          onClick={() => {
            onSearch({ sort: search.sort });
          }}
        >
          {t("tickets.reset")}
        </Button>
      }
    >
      {t("tickets.noMatchExplained")}
    </EmptyState>
  ) : (
    empty
  );
  return (
    <>
      <TicketFilters search={search} usual={usual} onChange={onSearch} />
      <DataTable
        label={label}
        columns={columns}
        rows={query.data?.items}
        rowId={(row) => row.number}
        link={(row) => ticketLink(row.number)}
        error={query.error}
        onRetry={() => void query.refetch()}
        empty={nothing}
        pager={{ paging, next: query.data?.next_cursor }}
      />
    </>
  );
}
