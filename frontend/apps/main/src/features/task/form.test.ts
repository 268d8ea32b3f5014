import { expect, test } from "vitest";

import { formFields } from "./form";

test("a form is told in words, its tables row by row", () => {
  const form = {
    cost_items: [
      { cost_element: "Software", estimated_cost: "12.00" },
      { cost_element: "Loans", estimated_cost: "3.00" },
    ],
    tags: ["a", "b"],
    urgent: true,
    note: "",
    left_out: null,
  };
  expect(formFields(form)).toEqual([
    [
      "Cost items",
      "Cost element: Software, Estimated cost: 12.00\nCost element: Loans, Estimated cost: 3.00",
    ],
    ["Tags", "a, b"],
    ["Urgent", "✓"],
  ]);
});
