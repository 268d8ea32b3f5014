import type { RJSFSchema } from "@rjsf/utils";

/** A rule that is broken: its keyword, where, and what there is to say of it. */
export type Broken = { keyword: string; path: string[]; said: string; missing?: string };

/**
 * The dates that break `x-not-before`, which names dates of an object with what each must not
 * precede: another of them, or `today`. Services hold forms against the same.
 */
export function tooEarly(schema: RJSFSchema, value: unknown, today: string): Broken[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (typeof items !== "object" || Array.isArray(items)) return [];
    return value.flatMap((item, index) => inside(String(index), tooEarly(items, item, today)));
  }
  if (typeof value !== "object" || value === null) return [];
  const form = value as Record<string, unknown>;
  const bounds = (schema as { "x-not-before"?: Record<string, string> })["x-not-before"] ?? {};
  const own = Object.entries(bounds).flatMap(([name, bound]): Broken[] => {
    const [given, first] = [form[name], bound === "today" ? today : form[bound]];
    if (typeof given !== "string" || typeof first !== "string" || given >= first) return [];
    if (bound === "today") return [{ keyword: "notBeforeToday", path: [name], said: "" }];
    const other = schema.properties?.[bound];
    const title = typeof other === "object" ? other.title : undefined;
    return [{ keyword: "notBefore", path: [name], said: title ?? bound }];
  });
  const parts = Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
    typeof part === "object" ? inside(name, tooEarly(part, form[name], today)) : [],
  );
  return [...own, ...parts];
}

function inside(name: string, broken: Broken[]): Broken[] {
  return broken.map((rule) => ({ ...rule, path: [name, ...rule.path] }));
}
