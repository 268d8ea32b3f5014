import { Box, Button, Flex } from "@mantine/core";
import { PRIORITIES } from "@tts/api";
import { FilterSelect, SearchInput } from "@tts/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { TaskSearch } from "./taskSearch";
import { DUE_RANGES, SLA_STATES, SORTS, type Sort, TASK_STATUSES } from "./tasks";

const CHOICES = {
  status: { values: TASK_STATUSES, texts: "work.status" },
  priority: { values: PRIORITIES, texts: "ui:priority" },
  sla: { values: SLA_STATES, texts: "work.sla" },
  due: { values: DUE_RANGES, texts: "work.due" },
} as const;

type Props = {
  search: TaskSearch;
  usualSort: Sort;
  by: (keyof typeof CHOICES)[];
  onChange: (change: TaskSearch) => void;
  /** Takes every filter back; without it none is set. */
  onReset?: () => void;
  /** Filters of this list alone. */
  children?: ReactNode;
};

/** What a list of tasks is narrowed to, and its order. */
export function TaskFilters({ search, usualSort, by, onChange, onReset, children }: Props) {
  const { t } = useTranslation();
  return (
    <Flex gap="xs" wrap="wrap" align="center">
      <Box flex="1 1 16rem">
        <SearchInput
          label={t("work.filters.search")}
          value={search.q ?? ""}
          onChange={(q) => {
            onChange({ q: q || undefined });
          }}
        />
      </Box>
      {by.map((name) => (
        <FilterSelect
          key={name}
          label={t(`work.filters.${name}`)}
          options={CHOICES[name].values.map((value) => ({
            value,
            label: t(`${CHOICES[name].texts}.${value}`),
          }))}
          value={search[name]}
          onChange={(value) => {
            onChange({ [name]: value });
          }}
        />
      ))}
      {children}
      <FilterSelect
        required
        label={t("work.filters.sort")}
        options={SORTS.map((value) => ({ value, label: t(`work.sorts.${value}`) }))}
        value={search.sort ?? usualSort}
        onChange={(sort) => {
          onChange({ sort: sort === usualSort ? undefined : sort });
        }}
      />
      {onReset && (
        <Button variant="subtle" onClick={onReset}>
          {t("work.filters.reset")}
        </Button>
      )}
    </Flex>
  );
}
