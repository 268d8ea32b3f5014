import { Graph, layout } from "@dagrejs/dagre";

/** What is drawn of a workflow, be it published or a draft. */
export type WorkflowGraph = {
  steps: readonly {
    id: string;
    name: string;
    role_name?: string | null;
    is_start?: boolean;
    is_end?: boolean;
  }[];
  transitions: readonly { id: string; name: string; source: string; target: string }[];
};
export type Point = { x: number; y: number };
export type Positions = Record<string, Point>;
export type Side = "top" | "right" | "bottom" | "left";

/** The size of a drawn step; positions are those of its upper left corner. */
export const STEP = { width: 200, height: 84 };

const GAP = { rank: 56, node: 48 };
const LETTER_PX = 7;
const LABEL_HEIGHT = 26;

/** Where each step is drawn: where it was put, and top to bottom where it was not put anywhere. */
export function layoutGraph({ steps, transitions }: WorkflowGraph, put: Positions = {}): Positions {
  const missing = steps.filter((step) => !(step.id in put));
  if (missing.length === 0) return put;
  const found = ranked({ steps, transitions });
  if (missing.length === steps.length) return found;
  const below = Math.max(...Object.values(put).map(({ y }) => y)) + STEP.height + GAP.rank;
  const highest = Math.min(...missing.map(({ id }) => found[id]?.y ?? 0));
  const moved = missing.map(({ id }) => {
    const { x, y } = found[id] ?? { x: 0, y: 0 };
    return [id, { x, y: y - highest + below }] as const;
  });
  return { ...put, ...Object.fromEntries(moved) };
}

function ranked({ steps, transitions }: WorkflowGraph): Positions {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ranksep: GAP.rank, nodesep: GAP.node });
  // The start first, so that it is what cycles are cut at.
  const ordered = [...steps].sort((a, b) => Number(b.is_start) - Number(a.is_start));
  for (const { id } of ordered) graph.setNode(id, { ...STEP });
  for (const { id, source, target, name } of transitions) {
    if (!graph.hasNode(source) || !graph.hasNode(target) || source === target) continue;
    const label = { width: name.length * LETTER_PX + 16, height: LABEL_HEIGHT, labelpos: "c" };
    graph.setEdge(source, target, label, id);
  }
  layout(graph);
  return Object.fromEntries(
    steps.map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id) as Partial<Point>;
      return [id, { x: x - STEP.width / 2, y: y - STEP.height / 2 }];
    }),
  );
}

/** The sides that a transition leaves and arrives at; what leads back runs round the right. */
export function sides(source: Point, target: Point): { source: Side; target: Side } {
  if (target.y >= source.y + STEP.height) return { source: "bottom", target: "top" };
  if (target.y > source.y - STEP.height) {
    if (target.x > source.x) return { source: "right", target: "left" };
    if (target.x < source.x) return { source: "left", target: "right" };
  }
  return { source: "right", target: "right" };
}
