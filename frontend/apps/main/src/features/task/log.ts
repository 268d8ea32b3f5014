import {
  type Icon,
  IconArrowRight,
  IconCheck,
  IconFlag,
  IconGitBranch,
  IconPlayerPause,
  IconPlayerPlay,
  IconRotateClockwise,
  IconUser,
  IconUserMinus,
  IconX,
} from "@tabler/icons-react";

import type { LogEvent } from "./api";

export const LOG_ICONS: Record<string, Icon | undefined> = {
  workflow_chosen: IconGitBranch,
  visit_started: IconFlag,
  item_opened: IconUser,
  item_started: IconPlayerPlay,
  item_closed: IconUserMinus,
  transition_taken: IconArrowRight,
  task_completed: IconCheck,
  task_cancelled: IconX,
  task_held: IconPlayerPause,
  task_resumed: IconPlayerPlay,
  task_reopened: IconRotateClockwise,
};

/** Kinds that always come with another that says more. */
const DETAILS = new Set(["visit_started", "item_closed"]);

/** What is shown of the log, which the service tells the oldest first. */
export function newestFirst(pages: { items: LogEvent[] }[], all: boolean): LogEvent[] {
  const shown = pages.flatMap(({ items }) => items).filter(({ kind }) => all || !DETAILS.has(kind));
  return shown.reverse();
}

/** The key of an event's text. */
export function textKey({ kind, origin, outcome, to_step: to }: LogEvent): string {
  if (kind === "item_opened") return `${kind}.${origin ?? "assigned"}`;
  if (kind === "item_closed") return `${kind}.${outcome ?? "released"}`;
  if (kind === "transition_taken") return `${kind}.${to ? "on" : "end"}`;
  return kind;
}
