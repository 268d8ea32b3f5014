import type { RJSFSchema, UiSchema } from "@rjsf/utils";

/** How a schema's fields are shown: what is needed first, and each with what suits it. */
export function uiOf(schema: RJSFSchema): UiSchema {
  const properties = Object.entries(schema.properties ?? {});
  const required = (schema.required ?? []).filter((name) => name in (schema.properties ?? {}));
  const ui: UiSchema = { "ui:order": [...required, "*"] };
  for (const [name, property] of properties) {
    if (typeof property === "boolean") continue;
    if (currencyOf(property)) ui[name] = { "ui:field": "money" };
    else if (property.format === "date") ui[name] = { "ui:widget": "day" };
    else if (property.type === "array" && isSchema(property.items)) {
      ui[name] = { items: uiOf(property.items) };
    }
  }
  return ui;
}

/** The currency of a field of money. */
export function currencyOf(schema: RJSFSchema): string | undefined {
  return (schema as { "x-money"?: string })["x-money"];
}

/** The part of a schema that is about a field of a form, however deep. */
export function schemaAt(schema: RJSFSchema, path: readonly string[]): RJSFSchema | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return schema;
  const next = schema.properties?.[first] ?? schema.items;
  return typeof next === "object" && !Array.isArray(next) ? schemaAt(next, rest) : undefined;
}

/** Whether there is anything to fill in. */
export function hasFields(schema: RJSFSchema | null | undefined): schema is RJSFSchema {
  return Object.keys(schema?.properties ?? {}).length > 0;
}

function isSchema(items: RJSFSchema["items"]): items is RJSFSchema {
  return typeof items === "object" && !Array.isArray(items);
}

type ErrorTree = { __errors?: string[]; [name: string]: ErrorTree | string[] | undefined };

/** The server's errors of fields such as `form.items.0.amount`, as the form shows them. */
export function errorTree(fields: Record<string, string>): ErrorTree {
  const tree: ErrorTree = {};
  for (const [field, message] of Object.entries(fields)) {
    const [root, ...path] = field.split(".");
    if (root !== "form") continue;
    let at = tree;
    for (const part of path) {
      const next = at[part];
      at = next !== undefined && !Array.isArray(next) ? next : (at[part] = {});
    }
    at.__errors = [...(at.__errors ?? []), message];
  }
  return tree;
}
