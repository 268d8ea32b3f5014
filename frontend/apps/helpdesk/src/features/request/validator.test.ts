import { expect, test } from "vitest";

import { makeValidator } from "./validator";

const validator = makeValidator((keyword) => `breaks ${keyword}`);

const SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object" as const,
  required: ["asset"],
  properties: {
    asset: { type: "string" as const, minLength: 1 },
    device: { enum: ["Laptop", "Other"] },
    other: { type: "string" as const },
    day: { type: "string" as const, format: "date" },
    costs: {
      type: "array" as const,
      items: {
        type: "object" as const,
        required: ["amount"],
        properties: { amount: { type: "string" as const, pattern: "^\\d+\\.\\d{2}$" } },
      },
    },
  },
  if: { required: ["device"], properties: { device: { const: "Other" } } },
  then: { required: ["other"] },
  additionalProperties: false,
};

function found(form: Record<string, unknown>) {
  const { errors } = validator.validateFormData(form, SCHEMA);
  return errors.map(({ property, message }) => `${property ?? ""} ${message ?? ""}`);
}

test("a form that fits has no errors", () => {
  expect(found({ asset: "Beamer", day: "2026-03-01", costs: [{ amount: "5.00" }] })).toEqual([]);
});

test("what is missing is said at its field, also where another field demands it", () => {
  expect(found({ device: "Other" })).toEqual([".other breaks required", ".asset breaks required"]);
});

test("an emptied field is missing", () => {
  expect(found({ asset: undefined })).toEqual([".asset breaks required"]);
});

test("errors inside of lists are said where they are, and once", () => {
  expect(found({ asset: "x", costs: [{ amount: "5.00" }, { amount: "five" }, {}] })).toEqual([
    ".costs.1.amount breaks pattern",
    ".costs.2.amount breaks required",
  ]);
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
