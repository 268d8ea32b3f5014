import { isMoney, moneyText } from "@tts/ui";

/** What the requester filled in: names of fields as words, rows of a table as lines. */
export function formFields(form: Record<string, unknown>, language: string): [string, string][] {
  return Object.entries(form)
    .map(([name, value]): [string, string] => [words(name), textOf(value, language)])
    .filter(([, text]) => text !== "");
}

function textOf(value: unknown, language: string): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) {
    const texts = value.map((each) => textOf(each, language));
    return texts.join(value.some((each) => typeof each === "object") ? "\n" : ", ");
  }
  if (isMoney(value)) return moneyText(value, language);
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, each]) => `${words(name)}: ${textOf(each, language)}`)
      .join(", ");
  }
  if (typeof value === "boolean") return value ? "✓" : "✗";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function words(name: string): string {
  const spaced = name.replaceAll(/[_-]+/g, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
