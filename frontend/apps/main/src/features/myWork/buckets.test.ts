import { expect, test } from "vitest";

import { bucketOf } from "./buckets";

test("buckets follow the reader's days", () => {
  const now = Date.parse("2026-03-10T14:00:00Z");
  const inBerlin = (at: string) => bucketOf(at, now, "Europe/Berlin");
  expect(inBerlin("2026-03-10T13:59:59Z")).toBe("overdue");
  expect(inBerlin("2026-03-10T22:59:59.999Z")).toBe("today");
  expect(inBerlin("2026-03-10T23:00:00Z")).toBe("tomorrow");
  expect(inBerlin("2026-03-11T23:00:00Z")).toBe("week");
  expect(inBerlin("2026-03-16T22:59:59Z")).toBe("week");
  expect(inBerlin("2026-03-16T23:00:00Z")).toBe("later");
  expect(bucketOf(null, now, "Europe/Berlin")).toBe("none");
});

test("the same moment is another day elsewhere", () => {
  const now = Date.parse("2026-03-10T14:00:00Z");
  expect(bucketOf("2026-03-10T16:00:00Z", now, "Asia/Tokyo")).toBe("tomorrow");
  expect(bucketOf("2026-03-11T14:59:59Z", now, "Asia/Tokyo")).toBe("tomorrow");
  expect(bucketOf("2026-03-10T23:00:00Z", now, "America/New_York")).toBe("today");
});
