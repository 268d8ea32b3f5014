import { mountApp } from "@tts/ui";
import "@tts/ui/styles.css";

import { router } from "./router";

void mountApp({
  app: "auth",
  name: "TTS",
  router,
  locales: { en: () => import("./locales/en.json"), de: () => import("./locales/de.json") },
  nav: [],
  ticketUrl: (number) => `/ticket/${number}`,
});
