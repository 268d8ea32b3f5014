import { expect, test } from "vitest";

import { misordered, toDuration, toMinutes } from "./duration";

test.each([0, 1, 59, 60, 1439, 1440, 2 * 1440 + 3 * 60 + 4])("%i minutes there and back", (all) => {
  expect(toMinutes(toDuration(all)) ?? 0).toBe(all);
});

test("minutes are days, hours and minutes", () => {
  expect(toDuration(2 * 1440 + 3 * 60 + 4)).toEqual({ days: 2, hours: 3, minutes: 4 });
});

test("no time is a year and more", () => {
  expect(toMinutes({ days: 999, hours: 23, minutes: 59 })).toBe(365 * 1440);
});

test("a more urgent priority with more time is told with the next one that is set", () => {
  expect(misordered({ Critical: 10, High: 20, Low: 15 })).toEqual([
    { urgent: "High", other: "Low" },
  ]);
  expect(misordered({ Critical: 10, High: 10 })).toEqual([]);
  expect(misordered({})).toEqual([]);
});
