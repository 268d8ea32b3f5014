import { expect, test } from "vitest";

import type { Step, Transition } from "./draft";
import { shares } from "./shares";

function step(id: string, weight: number, rest: Partial<Step> = {}): Step {
  return {
    id,
    name: id,
    weight,
    role_id: "role",
    role_name: "Agent",
    instructions: "",
    assignment: "round_robin",
    is_start: false,
    is_end: false,
    ...rest,
  };
}

function way(source: string, target: string): Transition {
  return { id: `${source}${target}`, name: "Next", source, target, note_required: false };
}

const START = { is_start: true };

test("on a single way a share is the weight among all weights", () => {
  const found = shares({
    steps: [step("a", 1, START), step("b", 2), step("c", 1)],
    transitions: [way("a", "b"), way("b", "c")],
  });
  expect(found.get("a")).toEqual({ least: 0.25, most: 0.25 });
  expect(found.get("b")).toEqual({ least: 0.5, most: 0.5 });
});

test("a way back changes no share", () => {
  const steps = [step("a", 1, START), step("b", 3)];
  const found = shares({ steps, transitions: [way("a", "b"), way("b", "a")] });
  expect(found.get("b")).toEqual({ least: 0.75, most: 0.75 });
});

test("where the ways part, a share lies between the shortest and the longest way", () => {
  const found = shares({
    steps: [step("a", 1, START), step("short", 1), step("long", 3)],
    transitions: [way("a", "short"), way("a", "long")],
  });
  expect(found.get("a")).toEqual({ least: 0.25, most: 0.5 });
  expect(found.get("long")).toEqual({ least: 0.75, most: 0.75 });
});

test("an end that nobody works on needs no time", () => {
  const end = step("end", 5, { role_id: null, role_name: null, is_end: true });
  const found = shares({ steps: [step("a", 2, START), end], transitions: [way("a", "end")] });
  expect(found.get("a")).toEqual({ least: 1, most: 1 });
  expect(found.get("end")).toEqual({ least: 0, most: 0 });
});

test("without any weight there is no share, and no error", () => {
  const found = shares({ steps: [step("a", 0, START), step("b", -1)], transitions: [] });
  expect(found.get("a")).toEqual({ least: 0, most: 0 });
  expect(found.get("b")).toEqual({ least: 0, most: 0 });
});

test("many ways that part and meet again are counted in no time", () => {
  const ids = Array.from({ length: 100 }, (_, index) => String(index));
  const transitions = ids.flatMap((id, index) =>
    [1, 2, 3].flatMap((on) => (ids[index + on] ? [way(id, ids[index + on] ?? "")] : [])),
  );
  const found = shares({
    steps: ids.map((id) => step(id, 1, { is_start: id === "0" })),
    transitions,
  });
  expect(found.get("0")).toEqual({ least: 1 / 100, most: 1 / 34 });
});
