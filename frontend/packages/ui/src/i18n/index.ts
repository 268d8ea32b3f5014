import dayjs from "dayjs";
import "dayjs/locale/de";
import relativeTime from "dayjs/plugin/relativeTime";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import { isolated } from "./bidi";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const CHOSEN = "tts-language";

/** Where a language keeps what services say; `{}` stands for any words, `$1` for the first ones. */
const SAID = "said";

/** An app's own texts, fetched when a language is wanted; they come before the shared ones. */
export type Locales = Record<Language, () => Promise<{ default: object }>>;

const SHARED: Locales = {
  en: () => import("./en.json"),
  de: async () => {
    const [shared, said] = await Promise.all([import("./de.json"), import("./said.de.json")]);
    return { default: { ...shared.default, [SAID]: said.default } };
  },
};

let texts: Locales = SHARED;

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
  texts = locales;
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    dayjs.locale(language);
  });
  await i18next.use(initReactI18next).init({
    defaultNS: "app",
    fallbackNS: "ui",
    ns: ["app", "ui"],
    resources: {},
    // React escapes HTML; what is to be escaped of a value is what it does to the sentence.
    interpolation: { escape: isolated },
  });
  await show(preferred());
}

/** Use a language on this device from now on. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOSEN, language);
  await show(language);
}

/** Follow the account's language where this device has none of its own. */
export async function followLanguage(language: string): Promise<void> {
  if (localStorage.getItem(CHOSEN) === null && isLanguage(language)) await show(language);
}

/** What a service said, in the present language; services speak English. */
export function said(text: string): string {
  const known = i18next.getResource(i18next.language, "ui", SAID) as
    Record<string, string> | undefined;
  for (const [sentence, translated] of Object.entries(known ?? {})) {
    if (sentence === text) return translated;
    const pattern = sentence.includes("{}") && text.match(matcher(sentence));
    if (pattern) return text.replace(matcher(sentence), translated);
  }
  return text;
}

function matcher(sentence: string): RegExp {
  const literals = sentence.split("{}").map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literals.join("(.+)")}$`);
}

async function show(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "app")) {
    const [app, shared] = await Promise.all([texts[language](), SHARED[language]()]);
    i18next.addResourceBundle(language, "app", app.default);
    i18next.addResourceBundle(language, "ui", shared.default);
  }
  await i18next.changeLanguage(language);
}
