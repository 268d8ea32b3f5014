import { expect, test } from "vitest";

import { toEdges } from "./flow";
import { STEP, type WorkflowGraph, layoutGraph, sides } from "./layout";

function graphOf(transitions: [string, string][]): WorkflowGraph {
  const ids = [...new Set(transitions.flat())];
  return {
    steps: ids.map((id, index) => ({
      id,
      name: id,
      is_start: index === 0,
    })),
    transitions: transitions.map(([source, target], index) => ({
      id: `t${index}`,
      name: "Go on",
      source,
      target,
    })),
  };
}

test("steps follow one another from top to bottom and never overlap", () => {
  const at = layoutGraph(
    graphOf([
      ["a", "b"],
      ["a", "c"],
      ["b", "d"],
      ["c", "d"],
    ]),
  );
  expect(at.b?.y).toBeGreaterThanOrEqual((at.a?.y ?? 0) + STEP.height);
  expect(at.d?.y).toBeGreaterThanOrEqual((at.c?.y ?? 0) + STEP.height);
  expect(Math.abs((at.b?.x ?? 0) - (at.c?.x ?? 0))).toBeGreaterThanOrEqual(STEP.width);
});

test("the start stays on top of a way back to it", () => {
  const at = layoutGraph(
    graphOf([
      ["a", "b"],
      ["b", "a"],
    ]),
  );
  expect(at.a?.y).toBeLessThan(at.b?.y ?? 0);
});

test("a step stays where it was put, and a new one comes below", () => {
  const put = { a: { x: 5, y: 5 }, b: { x: 400, y: 300 } };
  const graph = graphOf([
    ["a", "b"],
    ["b", "c"],
  ]);
  const at = layoutGraph(graph, put);
  expect(at).toMatchObject(put);
  expect(at.c?.y).toBeGreaterThanOrEqual(300 + STEP.height);
});

test("a way back runs round the right side", () => {
  expect(sides({ x: 0, y: 0 }, { x: 0, y: 200 })).toEqual({ source: "bottom", target: "top" });
  expect(sides({ x: 0, y: 200 }, { x: 0, y: 0 })).toEqual({ source: "right", target: "right" });
  expect(sides({ x: 0, y: 0 }, { x: 300, y: 0 })).toEqual({ source: "right", target: "left" });
});

test("two ways between the same steps have a lane each", () => {
  const graph = graphOf([
    ["a", "b"],
    ["a", "b"],
  ]);
  const lanes = toEdges(graph, layoutGraph(graph)).map((edge) => edge.data?.lane);
  expect(lanes).toEqual([0, 1]);
});
