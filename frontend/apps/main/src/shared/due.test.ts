import dayjs from "dayjs";
import { expect, test } from "vitest";

import { bucketOf, span } from "./due";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test("a span is told by its two largest units", () => {
  expect(span(2 * DAY + 4 * HOUR + 10 * MINUTE, "en")).toBe("2 days 4 hr");
  expect(span(3 * HOUR + 20 * MINUTE, "en")).toBe("3 hr 20 min");
  expect(span(3 * HOUR, "en")).toBe("3 hr");
  expect(span(5 * MINUTE, "de")).toBe("5 Min.");
});

test("the minute that has begun counts, and what is over is told like what is left", () => {
  expect(span(20_000, "en")).toBe("1 min");
  expect(span(59 * MINUTE + 1, "en")).toBe("1 hr");
  expect(span(-90 * MINUTE, "en")).toBe("1 hr 30 min");
  expect(span(0, "en")).toBe("0 min");
});

test("buckets follow the reader's days", () => {
  const now = dayjs("2026-03-10T15:00:00");
  const bucket = (at: dayjs.Dayjs) => bucketOf(at.toISOString(), now.valueOf());
  expect(bucket(now.subtract(1, "second"))).toBe("overdue");
  expect(bucket(now.endOf("day"))).toBe("today");
  expect(bucket(now.endOf("day").add(1, "millisecond"))).toBe("tomorrow");
  expect(bucket(now.add(2, "day"))).toBe("week");
  expect(bucket(now.startOf("day").add(6, "day"))).toBe("week");
  expect(bucket(now.startOf("day").add(7, "day"))).toBe("later");
  expect(bucketOf(null, now.valueOf())).toBe("none");
});
