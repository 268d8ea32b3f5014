import { expect, test } from "vitest";

import {
  type Draft,
  addStep,
  changeStep,
  connect,
  copySteps,
  place,
  remove,
  renamed,
  setMinutes,
  temporaryId,
} from "./draft";

const EMPTY: Draft = { steps: [], transitions: [], layout: {}, minutes: {} };

/** Steps called as their ids, one below the other, joined in this order. */
function chain(...ids: string[]): Draft {
  const drawn = ids.reduce((draft, id) => addStep(draft, id, id, null), EMPTY);
  return ids.slice(1).reduce((draft, target, index) => {
    const source = ids[index] ?? "";
    return connect(draft, { id: `${source}-${target}`, name: "Next", source, target });
  }, drawn);
}

test("the first step is the start, and the next ones are drawn below", () => {
  const { steps, layout } = chain("a", "b");
  expect(steps.map((step) => step.is_start)).toEqual([true, false]);
  expect(layout.b?.y).toBeGreaterThan(layout.a?.y ?? 0);
});

test("a new step is called like no other", () => {
  const twice = addStep(addStep(EMPTY, "a", "Step", null), "b", "step", null);
  const thrice = addStep(twice, "c", "Step", null);
  expect(thrice.steps.map((step) => step.name)).toEqual(["Step", "step 2", "Step 3"]);
});

test("a step is not placed while the others have no place", () => {
  const unplaced = { ...chain("a"), layout: {} };
  expect(addStep(unplaced, "b", "b", null).layout).toEqual({});
});

test("only one step is the start", () => {
  const changed = changeStep(chain("a", "b"), "b", { is_start: true });
  expect(changed.steps.map((step) => step.is_start)).toEqual([false, true]);
});

test("transitions of a step are called differently", () => {
  const draft = connect(chain("a", "b"), { id: "t", name: "Next", source: "a", target: "b" });
  const other = connect(draft, { id: "u", name: "Next", source: "b", target: "a" });
  expect(other.transitions.map((each) => each.name)).toEqual(["Next", "Next 2", "Next"]);
});

test("a removed step takes its transitions and its place along", () => {
  const left = remove(chain("a", "b", "c"), { steps: ["b"], transitions: [] });
  expect(left.steps.map((step) => step.id)).toEqual(["a", "c"]);
  expect(left.transitions).toEqual([]);
  expect(Object.keys(left.layout)).toEqual(["a", "c"]);
});

test("copies are joined as their originals, and none is a second start", () => {
  const copied = copySteps(chain("a", "b", "c"), ["a", "b"], (of) => `${of}*`);
  expect(copied.steps.map((step) => step.id)).toEqual(["a", "b", "c", "a*", "b*"]);
  expect(copied.steps.filter((step) => step.is_start)).toHaveLength(1);
  expect(copied.transitions.slice(2)).toEqual([
    { id: "a-b*", name: "Next", source: "a*", target: "b*", note_required: false },
  ]);
});

test("lasting ids replace temporary ones wherever they stand", () => {
  const draft = renamed(chain("tmp-a", "b"), { "tmp-a": "1", "tmp-a-b": "2" });
  expect(draft.steps.map((step) => step.id)).toEqual(["1", "b"]);
  expect(draft.transitions).toMatchObject([{ id: "2", source: "1", target: "b" }]);
  expect(Object.keys(draft.layout)).toEqual(["1", "b"]);
});

test("places are given to what has none, and nothing is moved", () => {
  const draft = { ...chain("a", "b"), layout: { a: { x: 7, y: 7 } } };
  const all = { a: { x: 1, y: 1 }, b: { x: 2, y: 2 } };
  expect(place(draft, all).layout).toEqual({ a: { x: 7, y: 7 }, b: { x: 2, y: 2 } });
});

test("no time to resolution is no entry", () => {
  const draft = setMinutes(setMinutes(EMPTY, "High", 60), "Low", 90);
  expect(setMinutes(draft, "High", null).minutes).toEqual({ Low: 90 });
});

test("no two temporary ids are the same", () => {
  const ids = Array.from({ length: 1_000 }, temporaryId);
  expect(new Set(ids)).toHaveLength(1_000);
  expect(ids.every((id) => id.startsWith("tmp-"))).toBe(true);
});
