import { oneOf, searchText } from "@tts/ui";

export const STATUSES = ["assigned", "waiting", "on_hold", "completed", "cancelled"] as const;
export const PRIORITIES = ["Critical", "High", "Medium", "Low"] as const;
export const SLA_STATES = ["running", "warning", "breached", "paused", "met", "none"] as const;
export const SORTS = ["-created", "due", "priority"] as const;

export type AllTicketsSearch = {
  q?: string;
  status?: (typeof STATUSES)[number];
  priority?: (typeof PRIORITIES)[number];
  sla?: (typeof SLA_STATES)[number];
  /** `me`, `none`, or an account. */
  assignee?: string;
  role?: string;
  workflow?: string;
  sort?: (typeof SORTS)[number];
  cursor?: string;
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function allTicketsSearch(search: Record<string, unknown>): AllTicketsSearch {
  const id = (value: unknown) => (ID.test(String(value)) ? String(value) : undefined);
  return {
    q: searchText(search.q),
    status: oneOf(search.status, STATUSES),
    priority: oneOf(search.priority, PRIORITIES),
    sla: oneOf(search.sla, SLA_STATES),
    assignee: oneOf(search.assignee, ["me", "none"]) ?? id(search.assignee),
    role: id(search.role),
    workflow: id(search.workflow),
    sort: oneOf(search.sort, SORTS),
    cursor: searchText(search.cursor),
  };
}

export function isFiltered(search: AllTicketsSearch): boolean {
  const { q, status, priority, sla, assignee, role, workflow } = search;
  const filters = [q, status, priority, sla, assignee, role, workflow];
  return filters.some((each) => each !== undefined);
}
