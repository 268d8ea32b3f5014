import { ok, workflow } from "@tts/api";
import { mountApp } from "@tts/ui";
import "@tts/ui/styles.css";

import { locales } from "./locales";
import { router } from "./router";
import { adminNav } from "./routes/admin";
import { agentNav } from "./routes/agent";
import { findTasks } from "./shared/findTasks";

const FOUND = 8;

void mountApp({
  app: "main",
  name: "TTS Workplace",
  router,
  locales,
  nav: [...agentNav, ...adminNav],
  searchTickets: findTasks,
  ticketUrl: (number) => `/ticket/${number}`,
  searchTickets: async (q, signal) => {
    const query = { q, limit: FOUND };
    const { items } = await ok(workflow.GET("/tasks", { params: { query }, signal }));
    return items.map(({ ticket, subject, status }) => ({ number: ticket, subject, status }));
  },
});
