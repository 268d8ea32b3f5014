import { expect, test } from "vitest";

import { errorTree, hasFields, uiOf } from "./schema";

test("what is needed comes first, days and amounts have inputs of their own", () => {
  const amount = { type: "object" as const, "x-money": "PHP" };
  const schema = {
    required: ["b"],
    properties: {
      a: { type: "string" as const, format: "date" },
      b: {
        type: "array" as const,
        items: { required: ["cost"], properties: { cost: amount, note: {} } },
      },
    },
  };
  expect(uiOf(schema)).toEqual({
    "ui:order": ["b", "*"],
    a: { "ui:widget": "day" },
    b: { items: { "ui:order": ["cost", "*"], cost: { "ui:field": "money" } } },
  });
});

test("the server's errors become a tree", () => {
  const fields = { subject: "?", "form.costs.0.amount": "wrong", form: "too large" };
  expect(errorTree(fields)).toEqual({
    __errors: ["too large"],
    costs: { 0: { amount: { __errors: ["wrong"] } } },
  });
});

test("a category may have no form", () => {
  expect(hasFields(null)).toBe(false);
  expect(hasFields({ properties: {} })).toBe(false);
  expect(hasFields({ properties: { a: {} } })).toBe(true);
});
