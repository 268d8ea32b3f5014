import { oneOf } from "@tts/ui";

import { type TaskSearch, taskSearch } from "../../shared/taskSearch";
import type { Sort } from "../../shared/tasks";

/** What the list shows, as the URL says it. */
export const TABS = ["mine", "claim", "acted"] as const;

export type Tab = (typeof TABS)[number];

export type WorkSearch = TaskSearch & { tab?: Tab };

/** Keep of a URL what the list understands. */
export function validateWork(search: Record<string, unknown>): WorkSearch {
  return { ...taskSearch(search), tab: oneOf(search.tab, TABS) };
}

/** What is due next comes first; of what one is done with, the newest. */
export function defaultSort(tab: Tab): Sort {
  return tab === "acted" ? "-created" : "due";
}
