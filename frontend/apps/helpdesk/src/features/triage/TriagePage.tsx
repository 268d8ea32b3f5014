import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconCircleCheck, IconKeyboard } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Page, ticketLink, useCursor, useShortcuts } from "@tts/ui";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { QueueKeys } from "../../shared/QueueKeys";
import { ticketsOf } from "../../shared/api";
import { ticketColumns } from "../../shared/columns";

import { StatusTabs } from "./StatusTabs";

/** The requests that nobody has decided on, the one that waits longest first. */
export function TriagePage() {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const paging = useCursor();
  const query = useQuery({
    ...ticketsOf({ status: ["New"], sort: "created", cursor: paging.cursor }),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(() => {
    const all = ticketColumns(t);
    return [all.subject, all.category, all.requester, all.created];
  }, [t]);
  const help = () => {
    setAsks(true);
  };
  useShortcuts({ j: enterList, k: enterList, "?": help });
  const helpButton = (
    <Tooltip label={t("shortcuts.open")}>
      <ActionIcon variant="default" size="lg" aria-label={t("shortcuts.open")} onClick={help}>
        <IconKeyboard size={20} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <Page title={t("nav.triage")} actions={helpButton}>
      <StatusTabs present="New" />
      <Text c="dimmed" mb="sm">
        {t("triage.explained")}
      </Text>
      <DataTable
        label={t("nav.triage")}
        columns={columns}
        rows={query.data?.items}
        rowId={(row) => row.number}
        link={(row) => ticketLink(row.number)}
        error={query.error}
        onRetry={() => void query.refetch()}
        empty={
          <EmptyState
            icon={<IconCircleCheck size={36} aria-hidden color="var(--mantine-color-teal-text)" />}
            title={t("triage.none")}
          >
            {t("triage.noneExplained")}
          </EmptyState>
        }
        pager={{ paging, next: query.data?.next_cursor }}
      />
      <QueueKeys
        opened={asks}
        onClose={() => {
          setAsks(false);
        }}
      />
    </Page>
  );
}

/** Into the list, unless one is in it and moves between its rows. */
function enterList() {
  if (document.activeElement?.closest("[data-row]")) return;
  document.querySelector<HTMLElement>("[data-row] a")?.focus();
}
