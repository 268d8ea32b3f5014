import { oneOf, searchText } from "@tts/ui";

export const STATUSES = ["draft", "published", "paused", "archived"] as const;
export const TABS = ["graph", "details", "versions"] as const;

export type Tab = (typeof TABS)[number];

export type WorkflowsSearch = {
  q?: string;
  status?: (typeof STATUSES)[number];
  cursor?: string;
  /** Whether the dialog for a new one is open, and what it starts with. */
  create?: boolean;
  department?: string;
  category?: string;
  sub_category?: string;
};

export function workflowsSearch(search: Record<string, unknown>): WorkflowsSearch {
  return {
    q: searchText(search.q),
    status: oneOf(search.status, STATUSES),
    cursor: searchText(search.cursor),
    create: search.create === true || undefined,
    department: searchText(search.department),
    category: searchText(search.category),
    sub_category: searchText(search.sub_category),
  };
}

export type WorkflowSearch = {
  tab?: Tab;
  /** How the graph is shown; as a drawing unless it says otherwise. */
  view?: "list";
  /** The version that is looked at. */
  version?: number;
  cursor?: string;
};

export function workflowSearch(search: Record<string, unknown>): WorkflowSearch {
  const version = Number(search.version);
  return {
    tab: oneOf(search.tab, TABS),
    view: oneOf(search.view, ["list"]),
    version: Number.isInteger(version) && version > 0 ? version : undefined,
    cursor: searchText(search.cursor),
  };
}
