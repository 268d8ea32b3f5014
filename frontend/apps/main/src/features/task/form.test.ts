import { expect, test } from "vitest";

import { formFields } from "./form";

test("a form is told in words, its tables row by row", () => {
  const form = {
    cost_items: [
      { cost_element: "Software", estimated_cost: { amount: 1_250_000, currency: "PHP" } },
      { cost_element: "Loans", estimated_cost: "3.00" },
    ],
    tags: ["a", "b"],
    urgent: true,
    note: "",
    left_out: null,
  };
  expect(formFields(form, "en")).toEqual([
    [
      "Cost items",
      "Cost element: Software, Estimated cost: ₱12,500.00\nCost element: Loans, Estimated cost: 3.00",
    ],
    ["Tags", "a, b"],
    ["Urgent", "✓"],
  ]);
});
