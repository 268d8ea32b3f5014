import { mountApp } from "@tts/ui";
import "@tts/ui/styles.css";

import { router } from "./router";
import { adminNav } from "./routes/admin";
import { agentNav } from "./routes/agent";
import { findTasks } from "./shared/findTasks";

void mountApp({
  app: "main",
  name: "TTS Workplace",
  router,
  locales: { en: () => import("./locales/en"), de: () => import("./locales/de") },
  nav: [...agentNav, ...adminNav],
  searchTickets: findTasks,
  ticketUrl: (number) => `/ticket/${number}`,
});
