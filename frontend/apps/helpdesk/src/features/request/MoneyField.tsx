import { TextInput } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { amountText, isMoney, parseAmount } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { currencyOf } from "./schema";

/** Shows how amounts are written. */
const EXAMPLE = 1_250_000;

/**
 * An amount as the reader writes it; its value is the money, or the text that is none, so that a
 * draft keeps what was typed and the schema refuses it.
 */
export function MoneyField({
  schema,
  formData,
  rawErrors = [],
  errorSchema,
  fieldPathId,
  required,
  disabled,
  onChange,
}: FieldProps) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const value: unknown = formData;
  const currency = currencyOf(schema) ?? "";
  const shown = typeof value === "string" ? value : textOf(value, i18n.language);
  // What services say of the amount is about this field, too.
  const errors = [...rawErrors, ...(errorSchema?.amount?.__errors ?? [])];
  const isRefused = typeof value === "string" && (typed === null || errors.length > 0);
  const example = amountText({ amount: EXAMPLE, currency }, i18n.language);
  return (
    <TextInput
      id={fieldPathId.$id}
      label={schema.title}
      description={currency}
      required={required}
      disabled={disabled}
      inputMode="decimal"
      error={isRefused ? t("request.errors.money", { example }) : errors.join(" ")}
      value={typed ?? shown}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        const amount = parseAmount(text, currency, i18n.language);
        const money = amount === null ? text : { amount, currency };
        onChange(text.trim() === "" ? undefined : money, fieldPathId.path);
      }}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}

function textOf(value: unknown, language: string): string {
  return isMoney(value) ? amountText(value, language) : "";
}
