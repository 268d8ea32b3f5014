import { IconHome } from "@tabler/icons-react";
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
  nav: [{ to: "/", label: "nav.home", icon: IconHome }],
  ticketUrl: (number) => `/ticket/${number}`,
});
