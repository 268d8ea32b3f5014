import { useNavigate } from "@tanstack/react-router";

import { TaskFilters } from "../../shared/TaskFilters";
import { isFiltered } from "../../shared/taskSearch";

import { type Tab, type WorkSearch, defaultSort } from "./search";

/** What can be looked for; all of it lives in the URL. */
export function Filters({ tab, search }: { tab: Tab; search: WorkSearch }) {
  const navigate = useNavigate();
  const show = (next: WorkSearch) => void navigate({ to: "/", search: next, replace: true });
  return (
    <TaskFilters
      search={search}
      usualSort={defaultSort(tab)}
      by={tab === "acted" ? ["priority", "status"] : ["priority", "sla", "due"]}
      onChange={(change) => {
        show({ ...search, ...change, cursor: undefined });
      }}
      onReset={
        isFiltered(search)
          ? () => {
              show({ tab: search.tab });
            }
          : undefined
      }
    />
  );
}
