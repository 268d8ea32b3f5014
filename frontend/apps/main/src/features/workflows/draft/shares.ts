import type { Draft, Step } from "./draft";

/** The part of a ticket's time that a step gets: the least and the most over the ways through it. */
export type Share = { least: number; most: number };

/**
 * The share of each step: its weight among the weights on the way from the start to the end.
 *
 * Ways back are not counted, as a ticket shares its time once. A step without a role only marks the
 * end and needs no time.
 */
export function shares({ steps, transitions }: Pick<Draft, "steps" | "transitions">) {
  const forward = withoutWaysBack(steps, transitions);
  const back = new Map<string, string[]>();
  for (const [source, targets] of forward) {
    for (const target of targets) back.set(target, [...(back.get(target) ?? []), source]);
  }
  const weights = new Map(steps.map((step) => [step.id, weightOf(step)]));
  const before = sums(steps, weights, back);
  const after = sums(steps, weights, forward);
  const found = new Map<string, Share>();
  for (const { id } of steps) {
    const weight = weights.get(id) ?? 0;
    const [up, down] = [before(id), after(id)];
    found.set(id, {
      least: part(weight, up.most + down.most - weight),
      most: part(weight, up.least + down.least - weight),
    });
  }
  return found;
}

function weightOf(step: Step): number {
  return step.role_id === null ? 0 : Math.max(0, step.weight);
}

function part(weight: number, sum: number): number {
  return sum > 0 ? weight / sum : 0;
}

type Sums = { least: number; most: number };

/** The weights up to the end of the ways from a step, its own included. */
function sums(
  steps: readonly Step[],
  weights: ReadonlyMap<string, number>,
  next: ReadonlyMap<string, readonly string[]>,
) {
  const known = new Map<string, Sums>();
  const from = (id: string): Sums => {
    const present = known.get(id);
    if (present) return present;
    const weight = weights.get(id) ?? 0;
    const following = (next.get(id) ?? []).map(from);
    const sum = {
      least: weight + (following.length ? Math.min(...following.map((s) => s.least)) : 0),
      most: weight + (following.length ? Math.max(...following.map((s) => s.most)) : 0),
    };
    known.set(id, sum);
    return sum;
  };
  for (const { id } of steps) from(id);
  return from;
}

/** Where each step leads on to; a transition to a step that leads here is a way back. */
function withoutWaysBack(steps: readonly Step[], transitions: Draft["transitions"]) {
  const all = new Map<string, string[]>();
  for (const { source, target } of transitions) {
    all.set(source, [...(all.get(source) ?? []), target]);
  }
  const forward = new Map<string, string[]>();
  const open = new Set<string>();
  const visit = (id: string) => {
    if (forward.has(id)) return;
    const targets: string[] = [];
    forward.set(id, targets);
    open.add(id);
    for (const target of new Set(all.get(id))) {
      if (open.has(target)) continue;
      targets.push(target);
      visit(target);
    }
    open.delete(id);
  };
  const starts = steps.filter((step) => step.is_start);
  for (const { id } of [...starts, ...steps]) visit(id);
  return forward;
}
