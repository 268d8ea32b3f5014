import { mountApp } from "@tts/ui";
import "@tts/ui/styles.css";

import { locales } from "./locales";
import { router } from "./router";
import { adminNav } from "./routes/admin";
import { agentNav } from "./routes/agent";
import { findTasks } from "./shared/findTasks";

void mountApp({
  app: "main",
  name: "TTS Workplace",
  router,
  locales,
  nav: [...agentNav, ...adminNav],
  searchTickets: findTasks,
  ticketUrl: (number) => `/ticket/${number}`,
});
