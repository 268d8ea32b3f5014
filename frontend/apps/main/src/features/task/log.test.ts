import { expect, test } from "vitest";

import { byLoad } from "./TransferDialog";
import type { LogEvent } from "./api";
import { usedSeconds } from "./clock";
import { newestFirst, textKey } from "./log";

function event(kind: string, more: Partial<LogEvent> = {}): LogEvent {
  return {
    id: kind,
    kind,
    at: "2026-03-10T10:00:00Z",
    actor: null,
    note: "",
    step: null,
    to_step: null,
    transition: null,
    assignee: null,
    origin: null,
    outcome: null,
    workflow: null,
    ...more,
  };
}

test("the log is told the newest first, and simply unless all is asked for", () => {
  const pages = [
    { items: [event("visit_started"), event("item_opened")] },
    { items: [event("item_closed"), event("transition_taken")] },
  ];
  const kinds = (all: boolean) => newestFirst(pages, all).map(({ kind }) => kind);
  expect(kinds(false)).toEqual(["transition_taken", "item_opened"]);
  expect(kinds(true)).toEqual(["transition_taken", "item_closed", "item_opened", "visit_started"]);
});

test("an event's text depends on how it came about", () => {
  expect(textKey(event("item_opened", { origin: "claimed" }))).toBe("item_opened.claimed");
  expect(textKey(event("transition_taken", { to_step: { id: "a", name: "A" } }))).toBe(
    "transition_taken.on",
  );
  expect(textKey(event("transition_taken"))).toBe("transition_taken.end");
  expect(textKey(event("task_held"))).toBe("task_held");
});

test("time goes on being used only while the clock runs", () => {
  const segment = { started: "", ended: null, reason: "", counted_seconds: 0 };
  const runs = { used_seconds: 100, segments: [{ ...segment, state: "running" }] };
  const rests = { used_seconds: 100, segments: [{ ...segment, state: "paused" }] };
  expect(usedSeconds(runs, 1_000, 61_000)).toBe(160);
  expect(usedSeconds(rests, 1_000, 61_000)).toBe(100);
});

test("who takes new work and has least of it is offered first", () => {
  const person = (id: string, available: boolean, open_items: number) => ({
    id,
    full_name: id,
    available,
    open_items,
  });
  const people = [person("a", false, 0), person("b", true, 5), person("c", true, 2)];
  expect(byLoad(people).map(({ id }) => id)).toEqual(["c", "b", "a"]);
});
