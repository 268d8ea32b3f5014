import { Button, type ComboboxData, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SearchInput } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { type Sort, type TicketStatus, categories } from "./api";
import { ACTIVE, FINISHED, type ListSearch, PRIORITIES, SORTS } from "./search";

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
            set({ q: q.trim() || undefined });
          }}
        />
      </div>
      <Choice
        label={t("tickets.columns.status")}
        value={search.status}
        data={[
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
      <Choice
        label={t("tickets.columns.category")}
        value={search.category}
        data={known.map(({ name }) => name)}
        onChange={(category) => {
          set({ category });
        }}
      />
      <Choice
        label={t("tickets.columns.priority")}
        value={search.priority}
        data={PRIORITIES.map((value) => ({ value, label: t(`ui:priority.${value}`) }))}
        onChange={(priority) => {
          set({ priority });
        }}
      />
      {search.q === undefined && (
        <Select
          w="11rem"
          aria-label={t("tickets.sort")}
          allowDeselect={false}
          value={search.sort ?? usual}
          data={SORTS.map((value) => ({ value, label: t(`tickets.sorts.${value}`) }))}
          onChange={(value) => {
            set({ sort: value === usual ? undefined : (value ?? undefined) });
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

type ChoiceProps<T extends string> = {
  label: string;
  value: T | undefined;
  data: ComboboxData<T>;
  onChange: (value: T | undefined) => void;
};

function Choice<T extends string>({ label, value, data, onChange }: ChoiceProps<T>) {
  return (
    <Select<T>
      w="10rem"
      aria-label={label}
      placeholder={label}
      clearable
      value={value ?? null}
      data={data}
      onChange={(chosen) => {
        onChange(chosen ?? undefined);
      }}
    />
  );
}
