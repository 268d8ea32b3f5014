import { PRIORITIES, type Priority } from "@tts/api";
import { oneOf, searchText } from "@tts/ui";

import {
  DUE_RANGES,
  type DueRange,
  SLA_STATES,
  SORTS,
  type SlaState,
  type Sort,
  TASK_STATUSES,
  type TaskStatus,
} from "../../shared/tasks";

export type AllTicketsSearch = {
  q?: string;
  status?: TaskStatus;
  priority?: Priority;
  sla?: SlaState;
  due?: DueRange;
  /** `me`, `none`, or an account. */
  assignee?: string;
  role?: string;
  workflow?: string;
  sort?: Sort;
  cursor?: string;
};

export const USUAL_SORT: Sort = "-created";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function allTicketsSearch(search: Record<string, unknown>): AllTicketsSearch {
  const id = (value: unknown) => (ID.test(String(value)) ? String(value) : undefined);
  return {
    q: searchText(search.q),
    status: oneOf(search.status, TASK_STATUSES),
    priority: oneOf(search.priority, PRIORITIES),
    sla: oneOf(search.sla, SLA_STATES),
    due: oneOf(search.due, DUE_RANGES),
    assignee: oneOf(search.assignee, ["me", "none"]) ?? id(search.assignee),
    role: id(search.role),
    workflow: id(search.workflow),
    sort: oneOf(search.sort, SORTS),
    cursor: searchText(search.cursor),
  };
}

export function isFiltered(search: AllTicketsSearch): boolean {
  const { q, status, priority, sla, due, assignee, role, workflow } = search;
  const filters = [q, status, priority, sla, due, assignee, role, workflow];
  return filters.some((each) => each !== undefined);
}
