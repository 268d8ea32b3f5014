import { Box, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconRoute } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import {
  AnchorLink,
  type Column,
  DataTable,
  EmptyState,
  FilterSelect,
  Page,
  RelativeTime,
  SearchInput,
  UserText,
  useCursor,
  useMay,
} from "@tts/ui";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";

import { workflows } from "../../shared/workflowLists";

import { WorkflowStatusBadge } from "./WorkflowStatusBadge";
import type { WorkflowRow } from "./api";
import { STATUSES, type WorkflowsSearch } from "./search";

// Forms and choices come when they are asked for.
const CreateWorkflowDialog = lazy(async () => {
  const { CreateWorkflowDialog: component } = await import("./CreateWorkflowDialog");
  return { default: component };
});

const route = getRouteApi("/workflows");

/** All workflows, and the way to a new one. */
export function WorkflowsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const paging = useCursor();
  const columns = useColumns();
  const mayCreate = useMay("tts.workflow.publish");
  const { q, status, cursor } = search;
  const query = useQuery(workflows({ q, status, cursor }));
  const filter = (change: Partial<WorkflowsSearch>) =>
    void navigate({ search: { ...search, ...change, cursor: undefined }, replace: true });
  const close = () => void navigate({ search: { q, status, cursor }, replace: true });
  const createButton = mayCreate && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => void navigate({ search: { ...search, create: true } })}
    >
      {t("workflows.create.open")}
    </Button>
  );
  return (
    <Page title={t("workflows.title")} actions={createButton}>
      <Stack gap="sm">
        <Group gap="sm">
          <Box flex="1 1 14rem">
            <SearchInput
              label={t("workflows.search")}
              value={q ?? ""}
              onChange={(text) => {
                filter({ q: text || undefined });
              }}
            />
          </Box>
          <FilterSelect
            label={t("workflows.anyStatus")}
            options={STATUSES.map((value) => ({ value, label: t(`workflows.status.${value}`) }))}
            value={status}
            onChange={(value) => {
              filter({ status: value });
            }}
          />
        </Group>
        <DataTable
          label={t("workflows.title")}
          columns={columns}
          rows={query.data?.items}
          rowId={({ id }) => id}
          link={({ id }) =>
            (content) => (
              <AnchorLink to="/workflows/$id" params={{ id }} fw={600} c="inherit">
                {content}
              </AnchorLink>
            )}
          error={query.error}
          onRetry={() => void query.refetch()}
          pager={{ paging, next: query.data?.next_cursor }}
          empty={
            q || status ? (
              <EmptyState title={t("workflows.noMatch.title")}>
                {t("workflows.noMatch.text")}
              </EmptyState>
            ) : (
              <EmptyState
                icon={<IconRoute size={40} aria-hidden />}
                title={t("workflows.none.title")}
                action={createButton}
              >
                {t("workflows.none.text")}
              </EmptyState>
            )
          }
        />
      </Stack>
      <Suspense>
        {search.create && mayCreate && (
          <CreateWorkflowDialog
            initial={{
              department: search.department ?? null,
              category: search.category ?? null,
              sub_category: search.sub_category ?? null,
            }}
            onClose={close}
          />
        )}
      </Suspense>
    </Page>
  );
}

/** Columns whose texts follow the language. */
function useColumns(): Column<WorkflowRow>[] {
  const { t } = useTranslation();
  return [
    {
      id: "name",
      header: t("workflows.columns.name"),
      cell: ({ row }) => <UserText text={row.original.name} />,
    },
    {
      id: "takes",
      header: t("workflows.columns.takes"),
      cell: ({ row }) => <Takes workflow={row.original} />,
    },
    {
      id: "status",
      header: t("workflows.columns.status"),
      cell: ({ row }) => <WorkflowStatusBadge status={row.original.status} />,
    },
    {
      id: "version",
      header: t("workflows.columns.version"),
      cell: ({ row: { original } }) =>
        original.active_version === null ? (
          <Text size="sm" c="dimmed">
            {t("workflows.neverPublished")}
          </Text>
        ) : (
          t("workflows.version", { number: original.active_version })
        ),
    },
    {
      id: "updated",
      header: t("workflows.columns.updated"),
      cell: ({ row }) => <RelativeTime at={row.original.updated_at} />,
    },
  ];
}

/** Which tickets a workflow takes. */
function Takes({ workflow }: { workflow: WorkflowRow }) {
  const { category, sub_category: sub, department } = workflow;
  return (
    <>
      <Text size="sm">{sub === null ? category : `${category} › ${sub}`}</Text>
      <Text size="sm" c="dimmed">
        {department}
      </Text>
    </>
  );
}
