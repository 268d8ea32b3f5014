import { expect, test } from "vitest";

import { ACTIVE, filterOf, parseListSearch } from "./search";

test("an address is read without what makes no sense", () => {
  const raw = { q: 2026, status: "Open", priority: "Huge", sort: "-updated", cursor: "", x: 1 };
  expect(parseListSearch(raw)).toEqual({ q: "2026", status: "Open", sort: "-updated" });
});

test("a group of statuses is asked for as its statuses", () => {
  expect(filterOf({ status: "active" }).status).toEqual(ACTIVE);
  expect(filterOf({ status: "New" }).status).toEqual(["New"]);
  expect(filterOf({}).status).toBeUndefined();
});

test("a search is not sorted", () => {
  expect(filterOf({ q: "printer", sort: "due" }).sort).toBeUndefined();
  expect(filterOf({ sort: "due" }).sort).toBe("due");
});
