import { expect, test } from "vitest";

import { isFiltered, validateWork } from "./search";

test("a URL keeps only what the list understands", () => {
  expect(validateWork({ tab: "claim", priority: "High", sort: "size", q: 42, page: 3 })).toEqual({
    tab: "claim",
    priority: "High",
    q: "42",
  });
});

test("a tab, an order and a page narrow nothing", () => {
  expect(isFiltered({ tab: "claim", sort: "due", cursor: "x" })).toBe(false);
  expect(isFiltered({ sla: "breached" })).toBe(true);
});
