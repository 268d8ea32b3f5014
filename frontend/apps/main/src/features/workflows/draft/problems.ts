import type { Schemas } from "@tts/api";

import { type Draft, type Elements, NOTHING } from "./draft";

export type Problem = Schemas.Workflow["GraphProblem"];

/** What a problem is about; nothing for one of the whole workflow. */
export function elementsOf({ step, transition }: Problem): Elements {
  if (step) return { ...NOTHING, steps: [step] };
  return transition ? { ...NOTHING, transitions: [transition] } : NOTHING;
}

/** How many problems each element has. */
export function counted(problems: readonly Problem[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { step, transition } of problems) {
    const id = step ?? transition;
    if (id) found.set(id, (found.get(id) ?? 0) + 1);
  }
  return found;
}

/** The name of what a problem is about; "" for one of the whole workflow, or of the unnamed. */
export function nameOf({ step, transition }: Problem, { steps, transitions }: Draft): string {
  if (step) return steps.find(({ id }) => id === step)?.name ?? "";
  return transitions.find(({ id }) => id === transition)?.name ?? "";
}
