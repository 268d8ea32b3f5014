import { expect, test } from "vitest";

import { isFiltered } from "../../shared/taskSearch";

import { type WorkSearch, validateWork } from "./search";

test("a URL keeps only what the list understands", () => {
  expect(validateWork({ tab: "claim", priority: "High", sort: "size", q: 42, page: 3 })).toEqual({
    tab: "claim",
    priority: "High",
    q: "42",
  });
});

test("a tab, an order and a page narrow nothing", () => {
  const search: WorkSearch = { tab: "claim", sort: "due", cursor: "x" };
  expect(isFiltered(search)).toBe(false);
  expect(isFiltered({ sla: "breached" })).toBe(true);
});
