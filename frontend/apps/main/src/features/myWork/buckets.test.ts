import dayjs from "dayjs";
import { expect, test } from "vitest";

import { bucketOf } from "./buckets";

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
