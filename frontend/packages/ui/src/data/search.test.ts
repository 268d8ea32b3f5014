import { expect, test } from "vitest";

import { asked, contains } from "./search";

test("what is asked for is what is typed, without the spaces around it and not endless", () => {
  expect(asked("  vpn drops ")).toBe("vpn drops");
  expect(asked(" ")).toBe("");
  expect(encodeURIComponent(asked("x" + "😀".repeat(600)))).toHaveLength(1 + 499 * 12);
});

test.each([
  ["Überprüfung", "überprüf"],
  ["Cafe\u0301", "Caf\u00e9"],
  ["Caf\u00e9", "cafe\u0301"],
  ["Elena Estrada", "estrada elena"],
  ["anything", " "],
])("%s is found by %s", (text, search) => {
  expect(contains(text, search)).toBe(true);
});

test("what lacks a word is not found", () => {
  expect(contains("Elena Estrada", "elena ruiz")).toBe(false);
});
