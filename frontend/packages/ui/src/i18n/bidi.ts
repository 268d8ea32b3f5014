import i18next from "i18next";

import { isBlank } from "../data/blank";

/** Scripts that run from right to left, and characters that turn the text around them. */
const TURNS =
  /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const ISOLATES = /[\u2066-\u2069]/g;

/** A text that turns nothing of a sentence in which it stands; most texts need nothing for that. */
export function isolated(text: string): string {
  return TURNS.test(text) ? `\u2068${text.replace(ISOLATES, "")}\u2069` : text;
}

/** What somebody wrote, a name or a subject, where only a string will do; it is never empty. */
export function userText(text: string): string {
  return isBlank(text) ? i18next.t("ui:invisible") : isolated(text);
}
