import type { Priority } from "@tts/api";
import type { Schemas } from "@tts/api";

export type Step = Schemas.Workflow["Step"];
export type Transition = Schemas.Workflow["Transition"];
export type Position = Schemas.Workflow["Position"];

/** The most urgent first. */

/** What is edited: a graph, where its steps are drawn, and the minutes to resolution. */
export type Draft = {
  readonly steps: readonly Step[];
  readonly transitions: readonly Transition[];
  readonly layout: Readonly<Record<string, Position>>;
  readonly minutes: Readonly<Record<string, number>>;
};

/** Steps and transitions by id. */
export type Elements = {
  readonly steps: readonly string[];
  readonly transitions: readonly string[];
};

export const NOTHING: Elements = { steps: [], transitions: [] };

/** More than that nobody means; shares compare anyway. */
export const MOST_WEIGHT = 1_000;

/** What one can grab beside the last thing that was drawn. */
const BESIDE = 48;
const BELOW = 140;
const NEW_WEIGHT = 1;

let made = 0;

/** An id until the server gives a lasting one; it is another one on every page and at every call. */
export function temporaryId(): string {
  made += 1;
  return `tmp-${Math.random().toString(36).slice(2, 12)}-${String(made)}`;
}

/** A new step; the first one of all is where the work starts. */
export function addStep(draft: Draft, id: string, name: string, at: Position | null): Draft {
  const step: Step = {
    id,
    name: unusedName(name, draft.steps),
    role_id: null,
    role_name: null,
    weight: NEW_WEIGHT,
    instructions: "",
    escalation_role_id: null,
    escalation_role_name: null,
    assignment: "round_robin",
    is_start: draft.steps.length === 0,
    is_end: false,
  };
  const position = at ?? below(draft);
  return {
    ...draft,
    steps: [...draft.steps, step],
    layout: position ? { ...draft.layout, [id]: position } : draft.layout,
  };
}

/** The same steps again, with the transitions among them; `newId` gives each copy its id. */
export function copySteps(
  draft: Draft,
  ids: readonly string[],
  newId: (of: string) => string,
): Draft {
  const copied = new Map(ids.map((id) => [id, newId(id)]));
  const steps = [...draft.steps];
  const layout = { ...draft.layout };
  for (const step of draft.steps) {
    const id = copied.get(step.id);
    if (id === undefined) continue;
    steps.push({ ...step, id, name: unusedName(step.name, steps), is_start: false });
    const at = draft.layout[step.id];
    if (at) layout[id] = { x: at.x + BESIDE, y: at.y + BESIDE };
  }
  const transitions = draft.transitions.flatMap((transition) => {
    const source = copied.get(transition.source);
    const target = copied.get(transition.target);
    if (source === undefined || target === undefined) return [];
    return [{ ...transition, id: newId(transition.id), source, target }];
  });
  return { ...draft, steps, transitions: [...draft.transitions, ...transitions], layout };
}

/** A step with other values; one that becomes the start is the only one. */
export function changeStep(draft: Draft, id: string, change: Partial<Step>): Draft {
  const clearsStart = change.is_start === true;
  return {
    ...draft,
    steps: draft.steps.map((step) => {
      if (step.id === id) return { ...step, ...change };
      return clearsStart && step.is_start ? { ...step, is_start: false } : step;
    }),
  };
}

export function moveSteps(draft: Draft, to: Readonly<Record<string, Position>>): Draft {
  return { ...draft, layout: { ...draft.layout, ...to } };
}

/** A new transition, called so that no other of its step is. */
export function connect(draft: Draft, added: Omit<Transition, "note_required">): Draft {
  const siblings = draft.transitions.filter(({ source }) => source === added.source);
  const name = unusedName(added.name, siblings);
  return {
    ...draft,
    transitions: [...draft.transitions, { ...added, name, note_required: false }],
  };
}

export function changeTransition(draft: Draft, id: string, change: Partial<Transition>): Draft {
  return {
    ...draft,
    transitions: draft.transitions.map((each) => (each.id === id ? { ...each, ...change } : each)),
  };
}

/** Without some elements, and without the transitions that would lead nowhere. */
export function remove(draft: Draft, { steps, transitions }: Elements): Draft {
  const gone = new Set([...steps, ...transitions]);
  return {
    ...draft,
    steps: draft.steps.filter(({ id }) => !gone.has(id)),
    transitions: draft.transitions.filter(
      ({ id, source, target }) => !gone.has(id) && !gone.has(source) && !gone.has(target),
    ),
    layout: Object.fromEntries(Object.entries(draft.layout).filter(([id]) => !gone.has(id))),
  };
}

/** Another time to resolution; null sets none. */
export function setMinutes(draft: Draft, priority: Priority, minutes: number | null): Draft {
  const others = Object.entries(draft.minutes).filter(([key]) => key !== priority);
  return {
    ...draft,
    minutes: Object.fromEntries(minutes === null ? others : [...others, [priority, minutes]]),
  };
}

/** Positions for the steps that have none. */
export function place(draft: Draft, layout: Readonly<Record<string, Position>>): Draft {
  return { ...draft, layout: { ...layout, ...draft.layout } };
}

/** The draft under the lasting ids. */
export function renamed(draft: Draft, ids: Readonly<Record<string, string>>): Draft {
  const lasting = (id: string) => ids[id] ?? id;
  return {
    ...draft,
    steps: draft.steps.map((step) => ({ ...step, id: lasting(step.id) })),
    transitions: draft.transitions.map((each) => ({
      ...each,
      id: lasting(each.id),
      source: lasting(each.source),
      target: lasting(each.target),
    })),
    layout: Object.fromEntries(
      Object.entries(draft.layout).map(([id, position]) => [lasting(id), position]),
    ),
  };
}

/** The given name, or the first of "name 2", "name 3", … that nothing is called. */
function unusedName(name: string, among: readonly { name: string }[]): string {
  const taken = new Set(among.map((each) => plain(each.name)));
  const base = name.replace(/ \d+$/, "");
  let candidate = name;
  for (let count = 2; taken.has(plain(candidate)); count += 1)
    candidate = `${base} ${String(count)}`;
  return candidate;
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

/** A place below everything that is drawn; null where nothing is laid out yet. */
function below({ layout, steps }: Draft): Position | null {
  const drawn = Object.values(layout);
  const lowest = drawn.reduce<Position | null>(
    (found, at) => (found === null || at.y > found.y ? at : found),
    null,
  );
  if (lowest) return { x: lowest.x, y: lowest.y + BELOW };
  return steps.length === 0 ? { x: 0, y: 0 } : null;
}
