import { expect, test } from "vitest";

import deAdmin from "./de/admin.json";
import deAgent from "./de/agent.json";
import enAdmin from "./en/admin.json";
import enAgent from "./en/agent.json";

import { locales } from ".";

type Texts = { [key: string]: string | Texts };

function keys(texts: Texts, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : keys(value, `${prefix}${key}.`),
  );
}

test("both languages have the same texts", () => {
  expect(keys(locales.de).sort()).toEqual(keys(locales.en).sort());
});

test("no feature's texts hide another's", () => {
  expect(Object.keys(locales.en)).toHaveLength(
    Object.keys(enAgent).length + Object.keys(enAdmin).length,
  );
  expect(Object.keys(locales.de)).toHaveLength(
    Object.keys(deAgent).length + Object.keys(deAdmin).length,
  );
});
