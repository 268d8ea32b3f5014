import { Box, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FilterSelect, SearchInput } from "@tts/ui";
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
      <FilterSelect
        label={t("allTickets.filters.status")}
        options={STATUSES.map((value) => ({ value, label: t(`allTickets.status.${value}`) }))}
        value={search.status}
        onChange={(status) => {
          set({ status });
        }}
      />
      <FilterSelect
        label={t("allTickets.filters.priority")}
        options={PRIORITIES.map((value) => ({ value, label: t(`ui:priority.${value}`) }))}
        value={search.priority}
        onChange={(priority) => {
          set({ priority });
        }}
      />
      <FilterSelect
        label={t("allTickets.filters.sla")}
        options={SLA_STATES.map((value) => ({ value, label: t(`allTickets.sla.${value}`) }))}
        value={search.sla}
        onChange={(sla) => {
          set({ sla });
        }}
      />
      <FilterSelect
        label={t("allTickets.filters.role")}
        options={named(held)}
        value={search.role}
        onChange={(role) => {
          set({ role });
        }}
      />
      <FilterSelect
        label={t("allTickets.filters.workflow")}
        options={named(made?.items)}
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
      <FilterSelect
        required
        label={t("allTickets.filters.sort")}
        options={SORTS.map((value) => ({ value, label: t(`allTickets.sorts.${value}`) }))}
        value={search.sort ?? "-created"}
        onChange={(sort) => {
          set({ sort: sort === "-created" ? undefined : sort });
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
