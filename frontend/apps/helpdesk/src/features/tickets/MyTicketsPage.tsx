import { IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ButtonLink, EmptyState, Page } from "@tts/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { TicketList } from "../../shared/TicketList";
import { ticketColumns } from "../../shared/columns";

const MINE = { requester: "me" } as const;

/** Everything that one asked for. */
export function MyTicketsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/tickets" });
  const navigate = useNavigate({ from: "/tickets" });
  const columns = useMemo(() => {
    const all = ticketColumns(t);
    return [all.subject, all.status, all.priority, all.category, all.assignee, all.updated];
  }, [t]);
  const create = (
    <ButtonLink to="/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t("nav.new")}
    </ButtonLink>
  );
  return (
    <Page title={t("nav.mine")} actions={create}>
      <TicketList
        label={t("nav.mine")}
        columns={columns}
        search={search}
        usual="-updated"
        scope={MINE}
        onSearch={(next) => void navigate({ search: next, replace: true })}
        empty={
          <EmptyState title={t("tickets.none")} action={create}>
            {t("tickets.noneExplained")}
          </EmptyState>
        }
      />
    </Page>
  );
}
