import { useQuery } from "@tanstack/react-query";
import { DataTable, ticketLink, useCursor, useNow, useZone } from "@tts/ui";
import { useTranslation } from "react-i18next";

import type { TaskRow } from "../../shared/tasks";

import { NoTasks } from "./NoTasks";
import { myTasks } from "./api";
import { bucketOf } from "./buckets";
import { useColumns } from "./columns";
import { type Tab, type WorkSearch, defaultSort } from "./search";

/** One page of tasks; by due date they stand under the day they are due. */
export function TaskTable({ tab, search }: { tab: Tab; search: WorkSearch }) {
  const { t } = useTranslation();
  const now = useNow();
  const zone = useZone();
  const query = useQuery(myTasks(search, now, zone));
  const paging = useCursor();
  const columns = useColumns(tab);
  const byDue = (search.sort ?? defaultSort(tab)) === "due";
  return (
    <DataTable
      label={t(`work.tabs.${tab}`)}
      columns={columns}
      rows={query.data?.items}
      rowId={(row: TaskRow) => row.id}
      link={(row) => ticketLink(row.ticket)}
      group={byDue ? (row) => t(`work.buckets.${bucketOf(row.sla.due_at, now, zone)}`) : undefined}
      error={query.error}
      onRetry={() => void query.refetch()}
      empty={<NoTasks tab={tab} search={search} />}
      pager={{ paging, next: query.data?.next_cursor }}
    />
  );
}
