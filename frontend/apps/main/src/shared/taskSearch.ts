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
} from "./tasks";

/** What any list of tasks shows, as the URL says it. */
export type TaskSearch = {
  q?: string;
  status?: TaskStatus;
  priority?: Priority;
  sla?: SlaState;
  due?: DueRange;
  sort?: Sort;
  cursor?: string;
};

/** Keep of a URL what every list of tasks understands. */
export function taskSearch(search: Record<string, unknown>): TaskSearch {
  return {
    q: searchText(search.q),
    status: oneOf(search.status, TASK_STATUSES),
    priority: oneOf(search.priority, PRIORITIES),
    sla: oneOf(search.sla, SLA_STATES),
    due: oneOf(search.due, DUE_RANGES),
    sort: oneOf(search.sort, SORTS),
    cursor: searchText(search.cursor),
  };
}

export function isFiltered({ q, status, priority, sla, due }: TaskSearch): boolean {
  return [q, status, priority, sla, due].some((each) => each !== undefined);
}
