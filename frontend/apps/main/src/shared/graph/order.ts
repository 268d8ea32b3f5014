import type { WorkflowGraph } from "./layout";

/** The steps as the work reaches them: from the start on, what no way leads to at the end. */
export function inOrder<G extends WorkflowGraph>({ steps, transitions }: G): G["steps"][number][] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const reached = new Set(steps.filter((step) => step.is_start).map(({ id }) => id));
  // A set is walked in the order of insertion, also over what is added meanwhile.
  for (const id of reached) {
    for (const { source, target } of transitions) if (source === id) reached.add(target);
  }
  for (const { id } of steps) reached.add(id);
  return [...reached].flatMap((id) => byId.get(id) ?? []);
}
