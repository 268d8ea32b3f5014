import { useNavigate, useSearch } from "@tanstack/react-router";
import { EmptyState, Page } from "@tts/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { TicketList } from "../../shared/TicketList";
import { ticketColumns } from "../../shared/columns";

import { StatusTabs } from "./StatusTabs";

const EVERYBODYS = {};

/** Everybody's tickets, by status. */
export function AllTicketsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/all" });
  const navigate = useNavigate({ from: "/all" });
  const columns = useMemo(() => {
    const all = ticketColumns(t);
    return [
      all.subject,
      all.status,
      all.priority,
      all.category,
      all.requester,
      all.assignee,
      all.due,
      all.updated,
    ];
  }, [t]);
  return (
    <Page title={t("nav.all")}>
      <StatusTabs present={search.status} />
      <TicketList
        label={t("nav.all")}
        columns={columns}
        search={search}
        usual="-updated"
        scope={EVERYBODYS}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        empty={<EmptyState title={t("triage.noneAtAll")} />}
      />
    </Page>
  );
}
