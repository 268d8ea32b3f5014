import { Box, Button, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { SearchInput } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { roles, workflowChoices } from "../../shared/workflowLists";

import { AssigneeSelect } from "./AssigneeSelect";
import {
  type AllTicketsSearch,
  PRIORITIES,
  SLA_STATES,
  SORTS,
  STATUSES,
  isFiltered,
} from "./search";

const route = getRouteApi("/tickets");

/** What the list is narrowed to; it all lives in the URL. */
export function Filters({ search }: { search: AllTicketsSearch }) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const { data: held } = useQuery(roles);
  const { data: made } = useQuery(workflowChoices());
  const set = (change: Partial<AllTicketsSearch>) =>
    void navigate({ search: { ...search, ...change, cursor: undefined }, replace: true });
  const named = (items: { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Group gap="xs">
      <Box flex="1 1 14rem">
        <SearchInput
          label={t("allTickets.search")}
          value={search.q ?? ""}
          onChange={(q) => {
            set({ q: q || undefined });
          }}
        />
      </Box>
      <Choice
        label={t("allTickets.filters.status")}
        data={STATUSES.map((value) => ({ value, label: t(`allTickets.status.${value}`) }))}
        value={search.status}
        onChange={(status) => {
          set({ status });
        }}
      />
      <Choice
        label={t("allTickets.filters.priority")}
        data={PRIORITIES.map((value) => ({ value, label: t(`ui:priority.${value}`) }))}
        value={search.priority}
        onChange={(priority) => {
          set({ priority });
        }}
      />
      <Choice
        label={t("allTickets.filters.sla")}
        data={SLA_STATES.map((value) => ({ value, label: t(`allTickets.sla.${value}`) }))}
        value={search.sla}
        onChange={(sla) => {
          set({ sla });
        }}
      />
      <Choice
        label={t("allTickets.filters.role")}
        data={named(held)}
        value={search.role}
        onChange={(role) => {
          set({ role });
        }}
      />
      <Choice
        label={t("allTickets.filters.workflow")}
        data={named(made?.items)}
        value={search.workflow}
        onChange={(workflow) => {
          set({ workflow });
        }}
      />
      <AssigneeSelect
        value={search.assignee}
        onChange={(assignee) => {
          set({ assignee });
        }}
      />
      <Select
        aria-label={t("allTickets.filters.sort")}
        flex="1 1 8.5rem"
        allowDeselect={false}
        data={SORTS.map((value) => ({ value, label: t(`allTickets.sorts.${value}`) }))}
        value={search.sort ?? "-created"}
        onChange={(sort) => {
          set({ sort: sort === null || sort === "-created" ? undefined : sort });
        }}
      />
      {isFiltered(search) && (
        <Button
          variant="subtle"
          onClick={() => void navigate({ search: { sort: search.sort }, replace: true })}
        >
          {t("allTickets.filters.reset")}
        </Button>
      )}
    </Group>
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  data: { value: T; label: string }[];
  value: T | undefined;
  onChange: (value: T | undefined) => void;
};

function Choice<T extends string>({ label, data, value, onChange }: ChoiceProps<T>) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      clearable
      searchable={data.length > 8}
      flex="1 1 8.5rem"
      data={data}
      value={value ?? null}
      onChange={(next) => {
        onChange(next ?? undefined);
      }}
    />
  );
}
