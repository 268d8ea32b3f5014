import { mountApp } from "@tts/ui";
import "@tts/ui/styles.css";

import { locales } from "./locales";
import { router } from "./router";
import { adminNav } from "./routes/admin";
import { agentNav } from "./routes/agent";

void mountApp({
  app: "main",
  name: "TTS Workplace",
  router,
  locales,
  nav: [...agentNav, ...adminNav],
  ticketUrl: (number) => `/ticket/${number}`,
});
