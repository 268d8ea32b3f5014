import { type Draft, type Elements, NOTHING, type Position, place, renamed } from "./draft";

/** Edits of the same thing that follow each other this closely are one step back. */
const PAUSE_MS = 1_500;
const MOST_STEPS_BACK = 200;

/** A draft in work: how it is, how to go back and forth, what the server has of it. */
export type Editor = {
  readonly present: Draft;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** What the server has; the very same object as `present` when nothing is unsaved. */
  readonly saved: Draft;
  readonly revision: number;
  readonly selected: Elements;
  /** What the last edit was about, and when, so that the next one may be joined with it. */
  readonly last: { readonly key: string; readonly at: number } | null;
};

export type Action =
  | { type: "load"; draft: Draft; revision: number }
  | {
      type: "edit";
      change: (draft: Draft) => Draft;
      at: number;
      /** What the edit is about; equal ones in a row are undone at once. */
      key?: string;
      /** What to select after it. */
      select?: Elements;
    }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "select"; elements: Elements | ((selected: Elements) => Elements) }
  /** Positions for what has none; not an edit, for nobody moved anything. */
  | { type: "place"; layout: Readonly<Record<string, Position>> }
  /** The server has taken `sent` and gave lasting ids for temporary ones. */
  | {
      type: "saved";
      sent: Draft;
      ids: Readonly<Record<string, string>>;
      revision: number;
    };

export function opened(draft: Draft, revision: number): Editor {
  return {
    present: draft,
    past: [],
    future: [],
    saved: draft,
    revision,
    selected: NOTHING,
    last: null,
  };
}

export function isUnsaved(editor: Editor): boolean {
  return editor.present !== editor.saved;
}

export function reduce(editor: Editor, action: Action): Editor {
  switch (action.type) {
    case "load":
      return keepSelected({ ...opened(action.draft, action.revision), selected: editor.selected });
    case "edit":
      return edit(editor, action);
    case "undo":
      return undo(editor);
    case "redo":
      return redo(editor);
    case "select":
      return select(editor, action.elements);
    case "place":
      return everywhere(editor, (draft) => place(draft, action.layout));
    case "saved":
      return saved(editor, action);
  }
}

function edit(editor: Editor, action: Extract<Action, { type: "edit" }>): Editor {
  const { present, past, last } = editor;
  const next = action.change(present);
  if (next === present) return editor;
  const joins =
    action.key !== undefined &&
    last?.key === action.key &&
    action.at - last.at < PAUSE_MS &&
    // What the server has stays a place that one can go back to.
    present !== editor.saved;
  return keepSelected({
    ...editor,
    present: next,
    past: joins ? past : [...past, present].slice(-MOST_STEPS_BACK),
    future: [],
    selected: action.select ?? editor.selected,
    last: action.key === undefined ? null : { key: action.key, at: action.at },
  });
}

function select(editor: Editor, wanted: Extract<Action, { type: "select" }>["elements"]): Editor {
  const selected = typeof wanted === "function" ? wanted(editor.selected) : wanted;
  if (sameElements(editor.selected, selected)) return editor;
  return { ...editor, selected, last: null };
}

function undo(editor: Editor): Editor {
  const before = editor.past.at(-1);
  if (!before) return editor;
  return keepSelected({
    ...editor,
    present: before,
    past: editor.past.slice(0, -1),
    future: [editor.present, ...editor.future],
    last: null,
  });
}

function redo(editor: Editor): Editor {
  const [after, ...future] = editor.future;
  if (!after) return editor;
  return keepSelected({
    ...editor,
    present: after,
    past: [...editor.past, editor.present],
    future,
    last: null,
  });
}

function saved(editor: Editor, action: Extract<Action, { type: "saved" }>): Editor {
  const { ids, sent, revision } = action;
  const marked: Editor = { ...editor, saved: sent, revision };
  if (Object.keys(ids).length === 0) return marked;
  const lasting = (id: string) => ids[id] ?? id;
  return everywhere(
    {
      ...marked,
      selected: {
        steps: editor.selected.steps.map(lasting),
        transitions: editor.selected.transitions.map(lasting),
      },
    },
    (draft) => renamed(draft, ids),
  );
}

/** Change each draft that is remembered; those that were the same object stay one. */
function everywhere(editor: Editor, change: (draft: Draft) => Draft): Editor {
  const changed = new Map<Draft, Draft>();
  const once = (draft: Draft) => {
    const known = changed.get(draft) ?? change(draft);
    changed.set(draft, known);
    return known;
  };
  return {
    ...editor,
    present: once(editor.present),
    saved: once(editor.saved),
    past: editor.past.map(once),
    future: editor.future.map(once),
  };
}

/** Without what is not there any more among the selected. */
function keepSelected(editor: Editor): Editor {
  const { steps, transitions } = editor.selected;
  const there = new Set([...editor.present.steps, ...editor.present.transitions].map((e) => e.id));
  const selected = {
    steps: steps.filter((id) => there.has(id)),
    transitions: transitions.filter((id) => there.has(id)),
  };
  return sameElements(selected, editor.selected) ? editor : { ...editor, selected };
}

function sameElements(one: Elements, other: Elements): boolean {
  return sameIds(one.steps, other.steps) && sameIds(one.transitions, other.transitions);
}

function sameIds(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
