/** An amount as it is kept: an integer of the currency's smallest unit. */
export type Money = { amount: number; currency: string };

export function isMoney(value: unknown): value is Money {
  if (typeof value !== "object" || value === null) return false;
  const { amount, currency } = value as Partial<Money>;
  return Number.isSafeInteger(amount) && typeof currency === "string" && currency.length === 3;
}

/** An amount with its currency, as the language writes it. */
export function moneyText({ amount, currency }: Money, language: string): string {
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(
    amount / 10 ** decimalsOf(currency),
  );
}

/** An amount without its currency, as `parseAmount` reads it. */
export function amountText({ amount, currency }: Money, language: string): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals);
}

/**
 * The amount that somebody typed in the way of the language, in the currency's smallest unit; null
 * for anything else. Groups are of three or not there at all: `1,5` and `12.50` mean something only
 * where the comma, or the point, begins the decimals.
 */
export function parseAmount(text: string, currency: string, language: string): number | null {
  const decimals = decimalsOf(currency);
  const parts = new Intl.NumberFormat(language).formatToParts(12_345.6);
  const sign = (type: "group" | "decimal") =>
    parts.find((part) => part.type === type)?.value.replace(/[.\s]/, "\\$&") ?? "(?!)";
  const whole = `([0-9]+|[0-9]{1,3}(?:${sign("group")}[0-9]{3})+)`;
  const fraction = decimals > 0 ? `(?:${sign("decimal")}([0-9]{1,${String(decimals)}}))?` : "()";
  const found = new RegExp(`^${whole}${fraction}$`).exec(text.trim());
  if (!found) return null;
  const digits = (found[1] ?? "").replace(/[^0-9]/g, "");
  const amount = Number(digits + (found[2] ?? "").padEnd(decimals, "0"));
  return Number.isSafeInteger(amount) ? amount : null;
}

function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
