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

/** What the list shows, as the URL says it. */
export const TABS = ["mine", "claim", "acted"] as const;

export type Tab = (typeof TABS)[number];

export type WorkSearch = {
  tab?: Tab;
  q?: string;
  priority?: Priority;
  sla?: SlaState;
  status?: TaskStatus;
  due?: DueRange;
  sort?: Sort;
  cursor?: string;
};

/** Keep of a URL what the list understands. */
export function validateWork(search: Record<string, unknown>): WorkSearch {
  return {
    tab: oneOf(search.tab, TABS),
    q: searchText(search.q),
    priority: oneOf(search.priority, PRIORITIES),
    sla: oneOf(search.sla, SLA_STATES),
    due: oneOf(search.due, DUE_RANGES),
    status: oneOf(search.status, TASK_STATUSES),
    sort: oneOf(search.sort, SORTS),
    cursor: searchText(search.cursor),
  };
}

/** What is due next comes first; of what one is done with, the newest. */
export function defaultSort(tab: Tab): Sort {
  return tab === "acted" ? "-created" : "due";
}

export function isFiltered({ q, priority, sla, status, due }: WorkSearch): boolean {
  return [q, priority, sla, status, due].some((each) => each !== undefined);
}
