import { expect, test } from "vitest";

import { inOrder } from "./order";

const step = (id: string, is_start = false) => ({ id, name: id, is_start });
const way = (source: string, target: string) => ({ id: source + target, name: "", source, target });

test("steps are listed as the work reaches them, ways back and lost steps included", () => {
  const graph = {
    steps: [step("lost"), step("end"), step("check"), step("ask", true)],
    transitions: [way("ask", "check"), way("check", "ask"), way("check", "end")],
  };
  expect(inOrder(graph).map(({ id }) => id)).toEqual(["ask", "check", "end", "lost"]);
});
