import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FilterSelect } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { TaskFilters } from "../../shared/TaskFilters";
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
  const show = (next: AllTicketsSearch) => void navigate({ search: next, replace: true });
  const set = (change: AllTicketsSearch) => {
    show({ ...search, ...change, cursor: undefined });
  };
  const named = (items: { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <TaskFilters
      search={search}
      usualSort={USUAL_SORT}
      by={["status", "priority", "sla", "due"]}
      onChange={set}
      onReset={
        isFiltered(search)
          ? () => {
              show({ sort: search.sort });
            }
          : undefined
      }
    >
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
    </TaskFilters>
  );
}
