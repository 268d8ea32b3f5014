import type { RJSFSchema, UiSchema } from "@rjsf/utils";

/** Amounts are kept as text with two decimals. */
const AMOUNT = /^\^.*\\\.\\d\{2\}\$$/;

/** How a schema's fields are shown: what is needed first, and each with what suits it. */
export function uiOf(schema: RJSFSchema): UiSchema {
  const properties = Object.entries(schema.properties ?? {});
  const required = (schema.required ?? []).filter((name) => name in (schema.properties ?? {}));
  const ui: UiSchema = { "ui:order": [...required, "*"] };
  for (const [name, property] of properties) {
    if (typeof property === "boolean") continue;
    if (property.format === "date") ui[name] = { "ui:widget": "day" };
    else if (property.pattern && AMOUNT.test(property.pattern)) {
      ui[name] = { "ui:widget": "amount" };
    } else if (property.type === "array" && isSchema(property.items)) {
      ui[name] = { items: uiOf(property.items) };
    }
  }
  return ui;
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
