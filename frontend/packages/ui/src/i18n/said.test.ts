import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";

import { chooseLanguage, said, startI18n } from ".";

beforeAll(async () => {
  const none = () => Promise.resolve({ default: {} });
  await startI18n({ en: none, de: none });
});

test("what services say is said in German, with the words that change", async () => {
  await chooseLanguage("de");
  expect(said("The work is on hold.")).toBe("Die Arbeit ruht.");
  expect(said("There is no active role Boss in tts.")).toBe(
    "Eine aktive Rolle Boss gibt es in tts nicht.",
  );
  expect(said("Too many attempts. Try again in 5 minutes.")).toContain("in 5 Minuten");
});

test("what nobody translated stays as it was said", async () => {
  await chooseLanguage("de");
  expect(said("The work is on hold, perhaps.")).toBe("The work is on hold, perhaps.");
  await chooseLanguage("en");
  expect(said("The work is on hold.")).toBe("The work is on hold.");
  expect(i18next.language).toBe("en");
});
