import { expect, test } from "vitest";

import { makeValidator } from "./validator";

const validator = makeValidator((keyword) => `breaks ${keyword}`, "2026-03-02");

const COST = { amount: 500, currency: "PHP" };

const SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object" as const,
  required: ["asset"],
  properties: {
    asset: { type: "string" as const, pattern: "[^\\s\\u200b\\u2800]" },
    device: { enum: ["Laptop", "Other"] },
    other: { type: "string" as const },
    day: { type: "string" as const, format: "date" },
    end: { type: "string" as const, format: "date", title: "End" },
    costs: {
      type: "array" as const,
      items: {
        type: "object" as const,
        required: ["amount"],
        properties: {
          amount: {
            type: "object" as const,
            "x-money": "PHP",
            properties: {
              amount: { type: "integer" as const, minimum: 0, maximum: 999 },
              currency: { const: "PHP" },
            },
            required: ["amount", "currency"],
          },
        },
      },
    },
  },
  if: { required: ["device"], properties: { device: { const: "Other" } } },
  then: { required: ["other"] },
  additionalProperties: false,
  "x-not-before": { day: "today", end: "day" },
};

function found(form: Record<string, unknown>) {
  const { errors } = validator.validateFormData(form, SCHEMA);
  return errors.map(({ property, message }) => `${property ?? ""} ${message ?? ""}`);
}

test("a form that fits has no errors", () => {
  expect(found({ asset: "Beamer", day: "2026-03-02", costs: [{ amount: COST }] })).toEqual([]);
});

test("what is missing is said at its field, also where another field demands it", () => {
  expect(found({ device: "Other" })).toEqual([".other breaks required", ".asset breaks required"]);
});

test("an emptied field is missing", () => {
  expect(found({ asset: undefined })).toEqual([".asset breaks required"]);
});

test("errors inside of lists are said where they are, and once", () => {
  expect(found({ asset: "x", costs: [{ amount: COST }, { amount: "5,0" }, {}] })).toEqual([
    ".costs.1.amount breaks type",
    ".costs.2.amount breaks required",
  ]);
});

test("an amount beyond its bounds is an error of its field", () => {
  const costs = [{ amount: { ...COST, amount: 1_000 } }, { amount: { ...COST, amount: 1.5 } }];
  expect(found({ asset: "x", costs })).toEqual([
    ".costs.0.amount breaks maximum",
    ".costs.1.amount breaks type",
  ]);
});

test("text of which nothing is seen is missing", () => {
  expect(found({ asset: "" })).toEqual([".asset breaks required"]);
  expect(found({ asset: "\u200b \u2800" })).toEqual([".asset breaks required"]);
});

test("days that have passed, and ends before their beginning, are said where they are", () => {
  expect(found({ asset: "x", day: "2026-03-01" })).toEqual([".day breaks notBeforeToday"]);
  expect(found({ asset: "x", day: "2026-03-03", end: "2026-03-02" })).toEqual([
    ".end breaks notBefore",
  ]);
  expect(found({ asset: "x", day: "2026-03-03", end: "2026-03-03" })).toEqual([]);
});

test("formats and choices are checked", () => {
  expect(found({ asset: "x", day: "soon", device: "Phone" })).toEqual([
    ".device breaks enum",
    ".day breaks format",
  ]);
});

test("the errors are given by field, as the form shows them", () => {
  const { errorSchema } = validator.validateFormData({ costs: [{}] }, SCHEMA);
  expect(errorSchema).toEqual({
    asset: { __errors: ["breaks required"] },
    costs: { 0: { amount: { __errors: ["breaks required"] } } },
  });
});

test("a branch of a schema is decided, with what the whole defines", () => {
  expect(validator.isValid(SCHEMA.if, { device: "Other" }, SCHEMA)).toBe(true);
  expect(validator.isValid(SCHEMA.if, { device: "Laptop" }, SCHEMA)).toBe(false);
  const root = { $defs: { short: { type: "string" as const, maxLength: 2 } } };
  const part = { properties: { name: { $ref: "#/$defs/short" } } };
  expect(validator.isValid(part, { name: "ab" }, root)).toBe(true);
  expect(validator.isValid(part, { name: "abc" }, root)).toBe(false);
});

test("a schema that is none is not valid", () => {
  const broken = { properties: { name: { $ref: "#/nowhere" } } };
  expect(validator.isValid(broken, { name: "x" }, broken)).toBe(false);
});
