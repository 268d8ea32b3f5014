import dayjs from "dayjs";
import "dayjs/locale/de";
import localizedFormat from "dayjs/plugin/localizedFormat";
import relativeTime from "dayjs/plugin/relativeTime";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import de from "./de.json";
import en from "./en.json";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const CHOSEN = "tts-language";

/** An app's own texts; they come before the shared ones. */
export type Locales = Record<Language, object>;

dayjs.extend(localizedFormat);
dayjs.extend(relativeTime);

export function isLanguage(text: string | null | undefined): text is Language {
  return text === "en" || text === "de";
}

/** The language chosen on this device, or the browser's. */
function preferred(): Language {
  const candidates = [
    localStorage.getItem(CHOSEN),
    ...navigator.languages.map((l) => l.slice(0, 2)),
  ];
  return candidates.find(isLanguage) ?? "en";
}

export async function startI18n(locales: Locales): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    dayjs.locale(language);
  });
  await i18next.use(initReactI18next).init({
    lng: preferred(),
    fallbackLng: "en",
    defaultNS: "app",
    fallbackNS: "ui",
    ns: ["app", "ui"],
    resources: { en: { ui: en, app: locales.en }, de: { ui: de, app: locales.de } },
    interpolation: { escapeValue: false },
  });
}

/** Use a language on this device from now on. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOSEN, language);
  await i18next.changeLanguage(language);
}

/** Follow the account's language where this device has none of its own. */
export async function followLanguage(language: string): Promise<void> {
  if (localStorage.getItem(CHOSEN) === null && isLanguage(language)) {
    await i18next.changeLanguage(language);
  }
}
