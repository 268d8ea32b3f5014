import { expect, test } from "vitest";

import { amountText, isMoney, moneyText, parseAmount } from "./money";

test.each([
  ["12,500.00", 1_250_000],
  ["1,000,000.00", 100_000_000],
  ["12500", 1_250_000],
  [" 12.5 ", 1_250],
  ["0.07", 7],
  ["9,999,999,999.99", 999_999_999_999],
])("%s is an amount in English", (text, amount) => {
  expect(parseAmount(text, "PHP", "en")).toBe(amount);
});

test.each([
  ["12.500,00", 1_250_000],
  ["1.000.000,00", 100_000_000],
  ["12500", 1_250_000],
  ["12,5", 1_250],
  ["1.500", 150_000],
])("%s is an amount in German", (text, amount) => {
  expect(parseAmount(text, "PHP", "de")).toBe(amount);
});

test.each([
  ["en", "1,5"],
  ["en", "12.500,00"],
  ["en", "12,50"],
  ["en", "1,00,000"],
  ["en", "1.500"],
  ["en", ",500"],
  ["en", "12500,000"],
  ["en", "1\u0663.50"],
  ["en", "12.50\n7"],
  ["en", "-5"],
  ["en", "1e4"],
  ["en", ""],
  ["de", "12.50"],
  ["de", "12,500.00"],
  ["de", "1,500"],
  ["de", "12 500,00"],
])("in %s, %s is refused rather than taken for another amount", (language, text) => {
  expect(parseAmount(text, "PHP", language)).toBeNull();
});

test("currencies have the decimals that they have", () => {
  expect(parseAmount("1,250", "JPY", "en")).toBe(1_250);
  expect(parseAmount("1,250.0", "JPY", "en")).toBeNull();
  expect(parseAmount("1.250", "KWD", "en")).toBe(1_250);
});

test.each(["en", "de"])("what is shown in %s is read back", (language) => {
  for (const amount of [0, 7, 1_250, 1_250_000, 999_999_999_999]) {
    const text = amountText({ amount, currency: "PHP" }, language);
    expect(parseAmount(text, "PHP", language)).toBe(amount);
  }
});

test("an amount is told with its currency", () => {
  const money = { amount: 1_250_000, currency: "PHP" };
  expect(moneyText(money, "en")).toBe("₱12,500.00");
  expect(moneyText(money, "de")).toMatch(/^12\.500,00\s/);
});

test("only amounts with a currency are money", () => {
  expect(isMoney({ amount: 1, currency: "PHP" })).toBe(true);
  for (const other of [null, "12.50", 5, {}, { amount: "1", currency: "PHP" }, { amount: 1.5 }]) {
    expect(isMoney(other)).toBe(false);
  }
});
