/** Readers of search parameters: whatever stands in the URL, only what is understood counts. */

export function searchText(value: unknown): string | undefined {
  // The router reads what looks like a number as one.
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function oneOf<T extends string>(value: unknown, among: readonly T[]): T | undefined {
  return among.find((each) => each === value);
}
