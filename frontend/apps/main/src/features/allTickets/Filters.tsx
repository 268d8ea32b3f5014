import { Box, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { PRIORITIES } from "@tts/api";
import { FilterSelect, SearchInput } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { DUE_RANGES, SLA_STATES, SORTS, TASK_STATUSES } from "../../shared/tasks";
import { roles, workflowChoices } from "../../shared/workflowLists";

import { AssigneeSelect } from "./AssigneeSelect";
import { type AllTicketsSearch, USUAL_SORT, isFiltered } from "./search";

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
      <Box flex="1 1 18rem">
        <SearchInput
          label={t("work.filters.search")}
          value={search.q ?? ""}
          onChange={(q) => {
            set({ q: q || undefined });
          }}
        />
      </Box>
      <FilterSelect
        label={t("work.filters.status")}
        options={TASK_STATUSES.map((value) => ({ value, label: t(`work.status.${value}`) }))}
        value={search.status}
        onChange={(status) => {
          set({ status });
        }}
      />
      <FilterSelect
        label={t("work.filters.priority")}
        options={PRIORITIES.map((value) => ({ value, label: t(`ui:priority.${value}`) }))}
        value={search.priority}
        onChange={(priority) => {
          set({ priority });
        }}
      />
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
      <FilterSelect
        label={t("work.filters.role")}
        options={named(held)}
        value={search.role}
        onChange={(role) => {
          set({ role });
        }}
      />
      <FilterSelect
        label={t("work.filters.workflow")}
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
        label={t("work.filters.sort")}
        options={SORTS.map((value) => ({ value, label: t(`work.sorts.${value}`) }))}
        value={search.sort ?? USUAL_SORT}
        onChange={(sort) => {
          set({ sort: sort === USUAL_SORT ? undefined : sort });
        }}
      />
      {isFiltered(search) && (
        <Button
          variant="subtle"
          onClick={() => void navigate({ search: { sort: search.sort }, replace: true })}
        >
          {t("work.filters.reset")}
        </Button>
      )}
    </Group>
  );
}
