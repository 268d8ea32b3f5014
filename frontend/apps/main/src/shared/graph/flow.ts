import { type Edge, MarkerType, type Node } from "@xyflow/react";

import { type Positions, STEP, type WorkflowGraph, sides } from "./layout";
import type { StepState } from "./states";

export type StepData = {
  name: string;
  role: string | null;
  isStart: boolean;
  isEnd: boolean;
  /** How far the work is; undefined where a graph is drawn without work on it. */
  state?: StepState;
  /** A line below the role, e.g. who works on it. */
  note?: string;
  /** How many things are wrong with it; only while it is drawn. */
  problems?: number;
};

export type TransitionData = { name: string; taken: boolean; lane: number; problems?: number };

export type StepNodeType = Node<StepData, "step">;
export type TransitionEdgeType = Edge<TransitionData, "transition">;

export type Progress = {
  steps: Record<string, { state: StepState; note?: string }>;
  /** Ids of the transitions that were taken. */
  taken: ReadonlySet<string>;
};

export function toNodes(graph: WorkflowGraph, at: Positions, progress?: Progress): StepNodeType[] {
  return graph.steps.map((step) => ({
    id: step.id,
    type: "step",
    position: at[step.id] ?? { x: 0, y: 0 },
    width: STEP.width,
    height: STEP.height,
    data: {
      name: step.name,
      role: step.role_name ?? null,
      isStart: step.is_start ?? false,
      isEnd: step.is_end ?? false,
      ...progress?.steps[step.id],
    },
  }));
}

export function toEdges(
  graph: WorkflowGraph,
  at: Positions,
  progress?: Progress,
): TransitionEdgeType[] {
  const lanes = new Map<string, number>();
  return graph.transitions.map((transition) => {
    const { id, source, target, name } = transition;
    const pair = `${source}>${target}`;
    const lane = lanes.get(pair) ?? 0;
    lanes.set(pair, lane + 1);
    const by = sides(at[source] ?? { x: 0, y: 0 }, at[target] ?? { x: 0, y: 0 });
    return {
      id,
      type: "transition",
      source,
      target,
      sourceHandle: by.source,
      targetHandle: by.target,
      markerEnd: {
        type: MarkerType.ArrowClosed,
        width: 18,
        height: 18,
        markerUnits: "userSpaceOnUse",
      },
      data: { name, taken: progress?.taken.has(id) ?? false, lane },
    };
  });
}

/** An attribute that is there or not. */
export function flag(is: boolean | undefined): true | undefined {
  return is ? true : undefined;
}
