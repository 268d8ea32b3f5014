import { expect, test } from "vitest";

import { type Draft, addStep, changeStep, connect, moveSteps, remove } from "./draft";
import { type Action, type Editor, isUnsaved, opened, reduce } from "./history";

const EMPTY: Draft = { steps: [], transitions: [], layout: {}, minutes: {} };

function run(editor: Editor, ...actions: Action[]): Editor {
  return actions.reduce(reduce, editor);
}

function add(id: string): Action {
  return { type: "edit", at: 0, change: (draft) => addStep(draft, id, id, null) };
}

function call(id: string, name: string, at: number): Action {
  const change = (draft: Draft) => changeStep(draft, id, { name });
  return { type: "edit", at, key: `${id}.name`, change };
}

const UNDO: Action = { type: "undo" };
const REDO: Action = { type: "redo" };
const names = ({ present }: Editor) => present.steps.map((step) => step.name);

test("what was undone is done again, until something else is done", () => {
  const editor = run(opened(EMPTY, 1), add("a"), add("b"), UNDO);
  expect(names(editor)).toEqual(["a"]);
  expect(names(run(editor, REDO))).toEqual(["a", "b"]);
  expect(names(run(editor, add("c"), REDO))).toEqual(["a", "c"]);
});

test("nothing to undo or redo changes nothing", () => {
  const editor = opened(EMPTY, 1);
  expect(run(editor, UNDO, REDO)).toBe(editor);
});

test("going back to what is saved leaves nothing unsaved", () => {
  const changed = run(opened(EMPTY, 1), add("a"));
  expect(isUnsaved(changed)).toBe(true);
  expect(isUnsaved(run(changed, UNDO))).toBe(false);
});

test("an edit that changes nothing is none", () => {
  const editor = opened(EMPTY, 1);
  expect(run(editor, { type: "edit", at: 0, change: (draft) => draft })).toBe(editor);
});

test("typing is undone at once, as far as it was typed in one go", () => {
  const drawn = run(opened(EMPTY, 1), add("a"));
  const typed = run(drawn, call("a", "R", 0), call("a", "Re", 400), call("a", "Rex", 9_000));
  expect(names(run(typed, UNDO))).toEqual(["Re"]);
  expect(names(run(typed, UNDO, UNDO))).toEqual(["a"]);
});

test("typing into another field is a step of its own", () => {
  const drawn = run(opened(EMPTY, 1), add("a"), add("b"));
  const typed = run(drawn, call("a", "A", 0), call("b", "B", 10));
  expect(names(run(typed, UNDO))).toEqual(["A", "b"]);
});

test("typing on after a save is a step back to what was saved", () => {
  const typed = run(opened(EMPTY, 1), add("a"), call("a", "R", 0));
  const saved = run(typed, { type: "saved", sent: typed.present, ids: {}, revision: 2 });
  const on = run(saved, call("a", "Re", 10), UNDO);
  expect(names(on)).toEqual(["R"]);
  expect(isUnsaved(on)).toBe(false);
});

test("after a save the ids last, in all that one can go back or forth to", () => {
  const drawn = run(opened(EMPTY, 1), add("tmp-a"), add("tmp-b"), call("tmp-b", "B", 0), UNDO);
  const saved = run(drawn, {
    type: "saved",
    sent: drawn.present,
    ids: { "tmp-a": "1", "tmp-b": "2" },
    revision: 2,
  });
  expect(isUnsaved(saved)).toBe(false);
  const every = [...saved.past, saved.present, ...saved.future].flatMap((draft) => draft.steps);
  expect(every.some((step) => step.id.startsWith("tmp-"))).toBe(false);
  expect(run(saved, REDO).present.steps.map((step) => step.id)).toEqual(["1", "2"]);
});

test("what is drawn while a save runs is neither lost nor taken for saved", () => {
  const sent = run(opened(EMPTY, 1), add("tmp-a"));
  const meanwhile = run(sent, add("tmp-b"), {
    type: "edit",
    at: 0,
    change: (draft) =>
      connect(draft, { id: "tmp-t", name: "Next", source: "tmp-a", target: "tmp-b" }),
  });
  const saved = run(meanwhile, {
    type: "saved",
    sent: sent.present,
    ids: { "tmp-a": "1" },
    revision: 2,
  });
  expect(isUnsaved(saved)).toBe(true);
  expect(saved.present.steps.map((step) => step.id)).toEqual(["1", "tmp-b"]);
  expect(saved.present.transitions).toMatchObject([{ source: "1", target: "tmp-b" }]);
  expect(isUnsaved(run(saved, UNDO, UNDO))).toBe(false);
});

test("the selection follows a step to its lasting id, and ends with the step", () => {
  const drawn = run(opened(EMPTY, 1), add("tmp-a"), {
    type: "select",
    elements: { steps: ["tmp-a"], transitions: [] },
  });
  const saved = run(drawn, {
    type: "saved",
    sent: drawn.present,
    ids: { "tmp-a": "1" },
    revision: 2,
  });
  expect(saved.selected.steps).toEqual(["1"]);
  const gone: Action = {
    type: "edit",
    at: 0,
    change: (draft) => remove(draft, { steps: ["1"], transitions: [] }),
  };
  expect(run(saved, gone).selected.steps).toEqual([]);
});

test("places found for the drawing are no edit", () => {
  const unplaced: Draft = { ...run(opened(EMPTY, 1), add("a")).present, layout: {} };
  const editor = run(opened(unplaced, 1), { type: "place", layout: { a: { x: 1, y: 2 } } });
  expect(isUnsaved(editor)).toBe(false);
  expect(editor.past).toEqual([]);
  const moved = run(editor, {
    type: "edit",
    at: 0,
    change: (draft) => moveSteps(draft, { a: { x: 5, y: 5 } }),
  });
  expect(run(moved, UNDO).present.layout).toEqual({ a: { x: 1, y: 2 } });
});
