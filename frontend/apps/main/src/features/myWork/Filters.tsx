import { Box, Button, Flex } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { PRIORITIES } from "@tts/api";
import { FilterSelect, SearchInput } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { DUE_RANGES, SLA_STATES, SORTS, TASK_STATUSES } from "../../shared/tasks";

import { type Tab, type WorkSearch, defaultSort, isFiltered } from "./search";

/** What can be looked for; all of it lives in the URL. */
export function Filters({ tab, search }: { tab: Tab; search: WorkSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const set = (change: WorkSearch) =>
    void navigate({ to: "/", search: { ...search, ...change, cursor: undefined }, replace: true });
  return (
    <Flex gap="xs" wrap="wrap" align="center">
      <Box flex="1 1 14rem">
        <SearchInput
          label={t("work.filters.search")}
          value={search.q ?? ""}
          onChange={(q) => {
            set({ q: q || undefined });
          }}
        />
      </Box>
      <FilterSelect
        label={t("work.filters.priority")}
        options={PRIORITIES.map((value) => ({ value, label: t(`ui:priority.${value}`) }))}
        value={search.priority}
        onChange={(priority) => {
          set({ priority });
        }}
      />
      {tab === "acted" ? (
        <FilterSelect
          label={t("work.filters.status")}
          options={TASK_STATUSES.map((value) => ({ value, label: t(`work.status.${value}`) }))}
          value={search.status}
          onChange={(status) => {
            set({ status });
          }}
        />
      ) : (
        <>
          <FilterSelect
            label={t("work.filters.sla")}
            options={SLA_STATES.map((value) => ({ value, label: t(`work.sla.${value}`) }))}
            value={search.sla}
            onChange={(sla) => {
              set({ sla });
            }}
          />
          <FilterSelect
            label={t("work.filters.due")}
            options={DUE_RANGES.map((value) => ({ value, label: t(`work.due.${value}`) }))}
            value={search.due}
            onChange={(due) => {
              set({ due });
            }}
          />
        </>
      )}
      <FilterSelect
        required
        label={t("work.filters.sort")}
        options={SORTS.map((value) => ({ value, label: t(`work.sorts.${value}`) }))}
        value={search.sort ?? defaultSort(tab)}
        onChange={(sort) => {
          set({ sort: sort === defaultSort(tab) ? undefined : sort });
        }}
      />
      {isFiltered(search) && (
        <Button
          variant="subtle"
          onClick={() => void navigate({ to: "/", search: { tab: search.tab } })}
        >
          {t("work.filters.reset")}
        </Button>
      )}
    </Flex>
  );
}
