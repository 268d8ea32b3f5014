import { expect, test } from "vitest";

import { keepSame } from "./useStable";

test("what is as before is the same object, and a list of only such is the same list", () => {
  const before = [
    { id: "a", at: { x: 1 } },
    { id: "b", at: { x: 1 } },
  ];
  const again = before.map((item) => ({ ...item, at: { ...item.at } }));
  expect(keepSame(before, again)).toBe(before);
  const moved = keepSame(before, [
    { id: "a", at: { x: 1 } },
    { id: "b", at: { x: 2 } },
  ]);
  expect(moved[0]).toBe(before[0]);
  expect(moved[1]).toEqual({ id: "b", at: { x: 2 } });
});

test("another order is another list", () => {
  const before = [{ id: "a" }, { id: "b" }];
  expect(keepSame(before, [{ id: "b" }, { id: "a" }]).map(({ id }) => id)).toEqual(["b", "a"]);
});
