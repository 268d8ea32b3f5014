import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { PRIORITIES } from "@tts/api";
import { FilterSelect, SearchInput } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { type Sort, type TicketStatus, categories } from "./api";
import { ACTIVE, FINISHED, type ListSearch, SORTS } from "./search";

type Props = {
  search: ListSearch;
  /** The order when the address names none. */
  usual: Sort;
  onChange: (search: ListSearch) => void;
};

/** What a list of tickets is narrowed to and sorted by. */
export function TicketFilters({ search, usual, onChange }: Props) {
  const { t } = useTranslation();
  const known = useQuery(categories).data?.items ?? [];
  const set = (change: ListSearch) => {
    onChange({ ...search, ...change, cursor: undefined });
  };
  const status = (value: TicketStatus) => ({ value, label: t(`ui:status.${value}`) });
  const isNarrowed = [search.q, search.status, search.category, search.priority].some(Boolean);
  return (
    <Group role="search" gap="xs" mb="sm" align="end">
      <div style={{ flex: "1 1 14rem" }}>
        <SearchInput
          label={t("tickets.search")}
          value={search.q ?? ""}
          onChange={(q) => {
            set({ q: q || undefined });
          }}
        />
      </div>
      <FilterSelect
        label={t("tickets.columns.status")}
        value={search.status}
        options={[
          {
            group: t("tickets.groups.title"),
            items: (["active", "finished"] as const).map((value) => ({
              value,
              label: t(`tickets.groups.${value}`),
            })),
          },
          { group: t("tickets.groups.active"), items: ACTIVE.map(status) },
          { group: t("tickets.groups.finished"), items: FINISHED.map(status) },
        ]}
        onChange={(value) => {
          set({ status: value });
        }}
      />
      <FilterSelect
        label={t("tickets.columns.category")}
        value={search.category}
        options={known.map(({ name }) => ({ value: name, label: name }))}
        onChange={(category) => {
          set({ category });
        }}
      />
      <FilterSelect
        label={t("tickets.columns.priority")}
        value={search.priority}
        options={PRIORITIES.map((value) => ({ value, label: t(`ui:priority.${value}`) }))}
        onChange={(priority) => {
          set({ priority });
        }}
      />
      {search.q === undefined && (
        <FilterSelect
          required
          label={t("tickets.sort")}
          value={search.sort ?? usual}
          options={SORTS.map((value) => ({ value, label: t(`tickets.sorts.${value}`) }))}
          onChange={(value) => {
            set({ sort: value === usual ? undefined : value });
          }}
        />
      )}
      {isNarrowed && (
        <Button
          variant="subtle"
          onClick={() => {
            onChange({ sort: search.sort });
          }}
        >
          {t("tickets.reset")}
        </Button>
      )}
    </Group>
  );
}
