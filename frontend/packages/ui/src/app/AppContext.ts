import type { Icon } from "@tabler/icons-react";
import type { AppName } from "@tts/api";
import { createContext } from "react";

import type { TicketUrl } from "../live/LiveProvider";

export type NavItem = {
  to: string;
  /** Key of its text in the app's locale. */
  label: string;
  icon: Icon;
  /** Shown to those who hold one of these; to everybody when left out. */
  permissions?: string[];
};

export type FoundTicket = { number: string; subject: string; status: string };

/** What the shared parts must know of the app around them. */
export type AppDescription = {
  app: AppName;
  name: string;
  nav: NavItem[];
  ticketUrl: TicketUrl;
  searchTickets?: (text: string, signal: AbortSignal) => Promise<FoundTicket[]>;
};

export const AppContext = createContext<AppDescription>({
  app: "auth",
  name: "TTS",
  nav: [],
  ticketUrl: (number) => `/ticket/${number}`,
});
