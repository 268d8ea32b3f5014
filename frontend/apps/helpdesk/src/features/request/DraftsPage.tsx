import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  ButtonLink,
  type Column,
  DataTable,
  EmptyState,
  Page,
  RelativeTime,
  UserText,
  confirm,
  isBlank,
  useCommand,
  userText,
} from "@tts/ui";
import { useTranslation } from "react-i18next";

import { drafts } from "../../shared/api";

import { type Draft, discardDraft } from "./api";

/** What was begun and not submitted. */
export function DraftsPage() {
  const { t } = useTranslation();
  const query = useQuery(drafts);
  const discard = useCommand({ run: discardDraft, stale: [["helpdesk", "drafts"]] });
  const ask = async (draft: Draft) => {
    const sure = await confirm({
      title: t("request.discardTitle"),
      text: t("request.discardText"),
      confirm: t("request.discard"),
      danger: true,
    });
    if (sure) discard.mutate(draft.id);
  };
  const columns: Column<Draft>[] = [
    {
      id: "subject",
      header: t("tickets.columns.subject"),
      cell: ({ row }) => (
        <Text size="sm" fw={600}>
          {isBlank(row.original.subject ?? "") ? (
            t("drafts.noSubject")
          ) : (
            <UserText text={row.original.subject ?? ""} />
          )}
        </Text>
      ),
    },
    {
      id: "category",
      header: t("tickets.columns.category"),
      cell: ({ row }) => <Text size="sm">{row.original.category}</Text>,
    },
    {
      id: "updated",
      header: t("drafts.written"),
      cell: ({ row }) => (
        <Text size="sm" c="dimmed">
          <RelativeTime at={row.original.updated_at} />
        </Text>
      ),
    },
    {
      id: "discard",
      header: "",
      cell: ({ row }) => (
        <Tooltip label={t("request.discard")}>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t("drafts.discard", { subject: userText(row.original.subject ?? "") })}
            onClick={() => void ask(row.original)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
  return (
    <Page title={t("drafts.title")}>
      <DataTable
        label={t("drafts.title")}
        columns={columns}
        rows={query.data?.items}
        rowId={(row) => row.id}
        link={(row) => (content) => (
          <Link to="/new" search={{ draft: row.id }} style={{ color: "inherit" }}>
            {content}
          </Link>
        )}
        error={query.error}
        onRetry={() => void query.refetch()}
        empty={
          <EmptyState
            title={t("drafts.none")}
            action={<ButtonLink to="/new">{t("nav.new")}</ButtonLink>}
          >
            {t("drafts.noneExplained")}
          </EmptyState>
        }
      />
    </Page>
  );
}
