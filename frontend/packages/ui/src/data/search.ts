/** Readers of search parameters: whatever stands in the URL, only what is understood counts. */

export function searchText(value: unknown): string | undefined {
  // The router reads what looks like a number as one.
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function oneOf<T extends string>(value: unknown, among: readonly T[]): T | undefined {
  return among.find((each) => each === value);
}

/** Of a search no more is sent, so that an address stays one. */
const MOST_LETTERS = 500;

/** What is asked for by what is typed. */
export function asked(typed: string): string {
  // By whole letters: half of one is in no address.
  return Array.from(typed.trim()).slice(0, MOST_LETTERS).join("");
}

/** Whether every word of a search is in a text, in any case and encoding. */
export function contains(text: string, search: string): boolean {
  const within = folded(text);
  return folded(search)
    .split(/\s+/)
    .every((word) => within.includes(word));
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().normalize("NFKC");
}
