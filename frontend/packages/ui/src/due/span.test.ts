import { expect, test } from "vitest";

import { span } from "./span";

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
