import deAdmin from "./de/admin.json";
import deAgent from "./de/agent.json";
import enAdmin from "./en/admin.json";
import enAgent from "./en/agent.json";

/** Top-level keys of both files are different ones: one per feature. */
export const locales = {
  en: { ...enAgent, ...enAdmin },
  de: { ...deAgent, ...deAdmin },
};
