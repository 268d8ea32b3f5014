import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";

import { isolated, userText } from "./bidi";

import { chooseLanguage, startI18n } from ".";

const RLO = "\u202E";
const HEBREW = "\u05D3\u05E0\u05D4";

beforeAll(async () => {
  const en = () => Promise.resolve({ default: { did: "{{who}} did it {{count}} times" } });
  await startI18n({ en, de: en });
  await chooseLanguage("en");
});

test("what could turn a sentence around is isolated in it", () => {
  expect(isolated(HEBREW)).toBe(`\u2068${HEBREW}\u2069`);
  expect(isolated(`${RLO}ana`)).toBe(`\u2068${RLO}ana\u2069`);
  expect(isolated("\u{1E922}\u{1E923}")).toBe("\u2068\u{1E922}\u{1E923}\u2069");
});

test("nobody ends the isolation from inside", () => {
  expect(isolated(`\u2069${RLO}ana\u2067`)).toBe(`\u2068${RLO}ana\u2069`);
});

test("what turns nothing is left as it is, to be searched and copied", () => {
  for (const name of ["Ana", "Ægir Ólafsson", "李雷", "Наталья", "O'Neil 👩‍🔧", ""]) {
    expect(isolated(name)).toBe(name);
  }
});

test("every value in a sentence of ours is isolated, and numbers are numbers", () => {
  const t = i18next.getFixedT("en", "app");
  expect(t("did", { who: "Ana <b>", count: 3 })).toBe("Ana <b> did it 3 times");
  expect(t("did", { who: `${RLO}ana`, count: 3 })).toBe(`\u2068${RLO}ana\u2069 did it 3 times`);
});

test("what nobody can see is said to be there", () => {
  for (const nothing of ["", " ", "\u200B", "\u2063\u200D", "\u3164", "\u2800", "\u00AD", RLO]) {
    expect(userText(nothing)).toBe("No visible text");
  }
  expect(userText("\u200Ba")).toBe("\u200Ba");
  expect(userText(`${RLO}ana`)).toBe(`\u2068${RLO}ana\u2069`);
});
