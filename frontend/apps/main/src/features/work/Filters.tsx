import { Box, Button, Flex, Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { SearchInput } from "@tts/ui";
import { useTranslation } from "react-i18next";

import {
  PRIORITIES,
  SLA_STATES,
  SORTS,
  STATUSES,
  type Tab,
  type WorkSearch,
  defaultSort,
  isFiltered,
} from "./search";

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
      <Choice
        label={t("work.filters.priority")}
        values={PRIORITIES}
        text={(value) => t(`ui:priority.${value}`)}
        value={search.priority}
        onChange={(priority) => {
          set({ priority });
        }}
      />
      {tab === "acted" ? (
        <Choice
          label={t("work.filters.status")}
          values={STATUSES}
          text={(value) => t(`work.status.${value}`)}
          value={search.status}
          onChange={(status) => {
            set({ status });
          }}
        />
      ) : (
        <Choice
          label={t("work.filters.sla")}
          values={SLA_STATES}
          text={(value) => t(`work.sla.${value}`)}
          value={search.sla}
          onChange={(sla) => {
            set({ sla });
          }}
        />
      )}
      <Select
        aria-label={t("work.filters.sort")}
        data={SORTS.map((value) => ({ value, label: t(`work.sorts.${value}`) }))}
        value={search.sort ?? defaultSort(tab)}
        allowDeselect={false}
        w={{ base: "calc(50% - 5px)", sm: 170 }}
        onChange={(sort) => {
          set({ sort: sort === defaultSort(tab) ? undefined : SORTS.find((s) => s === sort) });
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

type ChoiceProps<T extends string> = {
  label: string;
  values: readonly T[];
  text: (value: T) => string;
  value: T | undefined;
  onChange: (value: T | undefined) => void;
};

function Choice<T extends string>({ label, values, text, value, onChange }: ChoiceProps<T>) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      clearable
      data={values.map((each) => ({ value: each, label: text(each) }))}
      value={value ?? null}
      w={{ base: "calc(50% - 5px)", sm: 150 }}
      onChange={(next) => {
        onChange(values.find((each) => each === next));
      }}
    />
  );
}
