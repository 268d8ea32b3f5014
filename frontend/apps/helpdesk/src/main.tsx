import { IconHome, IconInbox, IconListSearch, IconPlus, IconTicket } from "@tabler/icons-react";
import { helpdesk, ok } from "@tts/api";
import { mountApp } from "@tts/ui";
import "@tts/ui/styles.css";

import { router } from "./router";

const FOUND = 8;

void mountApp({
  app: "helpdesk",
  name: "TTS Helpdesk",
  router,
  locales: { en: () => import("./locales/en.json"), de: () => import("./locales/de.json") },
  nav: [
    { to: "/", label: "nav.home", icon: IconHome },
    { to: "/new", label: "nav.new", icon: IconPlus, permissions: ["hdts.ticket.submit"] },
    { to: "/tickets", label: "nav.mine", icon: IconTicket, permissions: ["hdts.ticket.submit"] },
    { to: "/triage", label: "nav.triage", icon: IconInbox, permissions: ["hdts.ticket.approve"] },
    { to: "/all", label: "nav.all", icon: IconListSearch, permissions: ["hdts.ticket.read_all"] },
  ],
  ticketUrl: (number) => `/ticket/${number}`,
  searchTickets: async (q, signal) => {
    const query = { q, limit: FOUND };
    return (await ok(helpdesk.GET("/tickets", { params: { query }, signal }))).items;
  },
});
