import { ApiError } from "@tts/api";
import type { TFunction } from "i18next";

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
  const said = status === 0 ? t("ui:errors.unreachable") : detail;
  return { title, message: id ? `${said} (${t("ui:errors.request", { id })})` : said };
}
