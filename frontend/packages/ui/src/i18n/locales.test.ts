import { expect, test } from "vitest";

/** Every app's texts, and the shared ones. */
const files = import.meta.glob<object>(
  ["./{en,de}.json", "../../../../apps/*/src/locales/**/*.json"],
  { eager: true, import: "default" },
);

const PLURAL = /_(zero|one|other)$/;

function texts(tree: object, path = ""): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? texts(value as object, `${path}${key}.`)
      : [[path + key, value] as [string, unknown]],
  );
}

function placeholders(text: unknown): string[] {
  return [...String(text).matchAll(/{{(\w+)}}/g)].map(([found]) => found).sort();
}

const english = Object.keys(files).filter((path) => /\/en(\.json$|\/)/.test(path));
const german = (path: string) => path.replace(/\/en(?=\.json$|\/)/, "/de");

test("there are texts of the shared parts and of every app", () => {
  for (const of of ["./", "/auth/", "/helpdesk/", "/main/"]) {
    expect(english.some((path) => path.includes(of))).toBe(true);
  }
});

test.each(english)("%s says the same in German", (path) => {
  const en = new Map(texts(files[path] ?? {}));
  const de = new Map(texts(files[german(path)] ?? {}));
  expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
  for (const [key, text] of en) {
    expect(de.get(key), key).not.toBe("");
    // A single one may be named without its number.
    if (!PLURAL.test(key)) expect(placeholders(de.get(key)), key).toEqual(placeholders(text));
  }
});
