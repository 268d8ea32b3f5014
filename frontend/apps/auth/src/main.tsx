import { mountApp } from "@tts/ui";
import "@tts/ui/styles.css";

import de from "./locales/de.json";
import en from "./locales/en.json";
import { router } from "./router";

void mountApp({
  app: "auth",
  name: "TTS",
  router,
  locales: { en, de },
  nav: [],
  ticketUrl: (number) => `/ticket/${number}`,
});
