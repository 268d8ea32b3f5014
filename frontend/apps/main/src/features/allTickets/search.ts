import { oneOf } from "@tts/ui";

import * as tasks from "../../shared/taskSearch";
import type { Sort } from "../../shared/tasks";

export type AllTicketsSearch = tasks.TaskSearch & {
  /** `me`, `none`, or an account. */
  assignee?: string;
  role?: string;
  workflow?: string;
};

export const USUAL_SORT: Sort = "-created";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function allTicketsSearch(search: Record<string, unknown>): AllTicketsSearch {
  const id = (value: unknown) => (ID.test(String(value)) ? String(value) : undefined);
  return {
    ...tasks.taskSearch(search),
    assignee: oneOf(search.assignee, ["me", "none"]) ?? id(search.assignee),
    role: id(search.role),
    workflow: id(search.workflow),
  };
}

export function isFiltered(search: AllTicketsSearch): boolean {
  const { assignee, role, workflow } = search;
  const own = [assignee, role, workflow].some((each) => each !== undefined);
  return own || tasks.isFiltered(search);
}
