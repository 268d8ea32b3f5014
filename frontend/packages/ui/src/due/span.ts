const MINUTE_MS = 60_000;
const UNITS = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
] as const;

/** A stretch of time by its two largest units: "2 days 4 hr", "20 min"; part of a minute counts. */
export function span(ms: number, language: string): string {
  let left = Math.ceil(Math.abs(ms) / MINUTE_MS);
  const parts: { unit: string; value: number }[] = [];
  for (const [unit, minutes] of UNITS) {
    parts.push({ unit, value: Math.floor(left / minutes) });
    left %= minutes;
  }
  const first = parts.findIndex(({ value }) => value > 0);
  if (first < 0) return unitText("minute", 0, language);
  return parts
    .slice(first, first + 2)
    .filter(({ value }) => value > 0)
    .map(({ unit, value }) => unitText(unit, value, language))
    .join(" ");
}

function unitText(unit: string, value: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(
    value,
  );
}
