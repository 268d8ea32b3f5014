import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import {
  type CustomValidator,
  type ErrorTransformer,
  type RJSFSchema,
  type RJSFValidationError,
  type UiSchema,
  type ValidatorType,
  createErrorHandler,
  toErrorSchema,
  unwrapErrorHandler,
  validationDataMerge,
} from "@rjsf/utils";
import { isBlank } from "@tts/ui";

import { type Broken, tooEarly } from "./notBefore";
import { currencyOf, schemaAt } from "./schema";

type Form = Record<string, unknown>;

/** What is said of a value that breaks a rule, by the rule's keyword. */
export type Explain = (keyword: string, said: string) => string;

/** These only say that something inside of them is wrong, which has an error of its own. */
const WRAPPERS = new Set(["properties", "items", "prefixItems", "allOf", "anyOf", "oneOf", "if"]);
const REFERENCES = new Set(["$ref", "$dynamicRef", "$recursiveRef"]);

/**
 * A validator that interprets schemas: the usual one of rjsf generates code, which the content
 * security policy forbids.
 */
export function makeValidator(explain: Explain, today: string): ValidatorType<Form> {
  const rawValidation = (schema: RJSFSchema, formData?: Form) => {
    try {
      const broken = errorsOf(schema, formData).map((unit) => ruleOf(unit, schema, formData));
      const early = tooEarly(schema, formData, today);
      return { errors: [...broken, ...early].map((rule) => errorFrom(rule, explain)) as never[] };
    } catch (error) {
      return { validationError: error as Error };
    }
  };
  return {
    rawValidation,
    isValid: (schema, formData, rootSchema) => {
      try {
        return errorsOf(withDefinitions(schema, rootSchema), formData).length === 0;
      } catch {
        return false;
      }
    },
    validateFormData: (
      formData: Form | undefined,
      schema: RJSFSchema,
      customValidate?: CustomValidator<Form>,
      transformErrors?: ErrorTransformer<Form>,
      uiSchema?: UiSchema<Form>,
    ) => {
      const { errors: found, validationError } = rawValidation(schema, formData);
      let errors = (found ?? []) as RJSFValidationError[];
      if (validationError) errors.push({ message: validationError.message, stack: "" });
      if (transformErrors) errors = transformErrors(errors, uiSchema);
      const data = { errors, errorSchema: toErrorSchema<Form>(errors) };
      if (!customValidate) return data;
      const handler = customValidate(
        formData,
        createErrorHandler(formData ?? {}),
        uiSchema,
        undefined,
      );
      return validationDataMerge<Form>(data, unwrapErrorHandler(handler));
    },
  };
}

function errorsOf(schema: RJSFSchema, formData: unknown): OutputUnit[] {
  // Fields that were emptied are there as undefined, which JSON does not know.
  const instance: unknown = JSON.parse(JSON.stringify(formData ?? {}));
  const { errors } = new Validator(schema as Schema, "2020-12", false).validate(instance);
  return errors.filter(({ keyword }) => !WRAPPERS.has(keyword) && !REFERENCES.has(keyword));
}

/** A part of a schema with what its references lead to. */
function withDefinitions(schema: RJSFSchema, root: RJSFSchema): RJSFSchema {
  const { $defs, definitions } = root;
  return { ...($defs && { $defs }), ...(definitions && { definitions }), ...schema };
}

function ruleOf(unit: OutputUnit, schema: RJSFSchema, form: unknown): Broken {
  const path = unit.instanceLocation.split("/").slice(1).map(unescaped);
  const { keyword, error: said } = unit;
  const missing = keyword === "required" ? /property "(.*)"\.$/s.exec(said)?.[1] : undefined;
  if (missing !== undefined) path.push(missing);
  // To whoever types it, an amount is one field.
  const parent = schemaAt(schema, path.slice(0, -1));
  if (parent && currencyOf(parent)) path.pop();
  const value = path.reduce<unknown>((at, part) => (at as Form | undefined)?.[part], form);
  const isEmpty = typeof value === "string" && isBlank(value);
  return { keyword: isEmpty ? "required" : keyword, path, said, missing };
}

function errorFrom({ keyword, path, said, missing }: Broken, explain: Explain) {
  const message = explain(keyword, said);
  return {
    name: keyword,
    property: path.map((part) => `.${part}`).join(""),
    message,
    stack: message,
    ...(missing !== undefined && { params: { missingProperty: missing } }),
  };
}

/** A part of a JSON pointer in a URI fragment. */
function unescaped(part: string): string {
  return decodeURI(part).replaceAll("~1", "/").replaceAll("~0", "~");
}
