import { expect, test } from "vitest";

import { dayEnd, daysAhead, formatted, isZone } from "./zone";

const TOKYO = "Asia/Tokyo";
const BERLIN = "Europe/Berlin";
const EVENING = "2026-03-10T16:30:00Z";

test("a moment is told in the zone and the language of the reader", () => {
  expect(formatted(EVENING, "full", "en", BERLIN)).toBe("Tuesday, March 10, 2026 at 5:30 PM");
  expect(formatted(EVENING, "full", "en", TOKYO)).toBe("Wednesday, March 11, 2026 at 1:30 AM");
  expect(formatted(EVENING, "time", "de", TOKYO)).toBe("01:30");
  expect(formatted(EVENING, "day", "de", TOKYO)).toBe("11. März");
});

test("an hour that a spring skips is told where it is not skipped", () => {
  // In Berlin there is no half past two on that day.
  expect(formatted("2026-03-28T17:30:00Z", "time", "de", TOKYO)).toBe("02:30");
  expect(formatted("2026-03-29T01:30:00Z", "time", "de", BERLIN)).toBe("03:30");
});

test("days are those of the zone", () => {
  const now = Date.parse("2026-03-10T14:00:00Z");
  expect(daysAhead(EVENING, now, BERLIN)).toBe(0);
  expect(daysAhead(EVENING, now, TOKYO)).toBe(1);
  expect(daysAhead("2026-03-09T23:30:00Z", now, BERLIN)).toBe(0);
  expect(daysAhead("2027-03-10T14:00:00Z", now, BERLIN)).toBe(365);
});

test("a day ends where the zone's next one begins", () => {
  const now = Date.parse("2026-03-10T16:30:00Z");
  expect(dayEnd(now, BERLIN)).toBe("2026-03-10T22:59:59.999Z");
  expect(dayEnd(now, TOKYO)).toBe("2026-03-11T14:59:59.999Z");
  expect(dayEnd(now, "Asia/Kathmandu")).toBe("2026-03-10T18:14:59.999Z");
  expect(dayEnd(now, BERLIN, 6)).toBe("2026-03-16T22:59:59.999Z");
  // Over the change to summer time, the day of it, and one that has no midnight.
  expect(dayEnd(now, BERLIN, 19)).toBe("2026-03-29T21:59:59.999Z");
  expect(dayEnd(Date.parse("2026-04-23T12:00:00Z"), "Africa/Cairo")).toBe(
    "2026-04-23T21:59:59.999Z",
  );
  expect(dayEnd(now, "Pacific/Kiritimati")).toBe("2026-03-11T09:59:59.999Z");
  expect(dayEnd(now, "Etc/GMT+12")).toBe("2026-03-11T11:59:59.999Z");
});

test("a zone that the browser does not know is none", () => {
  expect(isZone(TOKYO)).toBe(true);
  expect(isZone("Mars/Olympus_Mons")).toBe(false);
});
