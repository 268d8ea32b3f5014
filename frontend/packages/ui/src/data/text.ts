import { ApiError } from "@tts/api";
import type { TFunction } from "i18next";

import { said } from "../i18n";

/** What an error says to people: its title, what to do, and the id to quote. */
export function errorText(error: unknown, t: TFunction): { title: string; message: string } {
  if (!(error instanceof ApiError)) {
    return { title: t("ui:errors.unexpected"), message: String(error) };
  }
  const { status, detail, request_id: id } = error.problem;
  const title = t([
    `ui:errors.${status}`,
    status >= 500 ? "ui:errors.500" : "ui:errors.unexpected",
  ]);
  // A toast names no fields, but what is wrong with them.
  const all = new Set([said(detail), ...Object.values(fieldTexts(error))]);
  const text = status === 0 ? t("ui:errors.unreachable") : [...all].join(" ");
  return { title, message: id ? `${text} (${t("ui:errors.request", { id })})` : text };
}

/** What an error says of each field, as forms take it. */
export function fieldTexts(error: unknown): Record<string, string> {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return Object.fromEntries(errors.map(({ field, message }) => [field, said(message)]));
}
