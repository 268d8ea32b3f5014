import { expect, test } from "vitest";

import { isBlank } from "./blank";

test.each(["", " \n\t", "\u200b", "\u3164\uffa0", "\u2800", "\u202e\ufe0f", "\u0301", "\u{e0041}"])(
  "nothing is seen of %j",
  (text) => {
    expect(isBlank(text)).toBe(true);
  },
);

test.each([
  ".",
  " x ",
  "\u202eabc",
  "\u00e9",
  "e\u0301",
  "\u0643",
  "\u{1f468}\u200d\u{1f469}",
  "-",
])("something is seen of %j", (text) => {
  expect(isBlank(text)).toBe(false);
});
