import type { NavItem } from "@tts/ui";

/** The pages of those who shape workflows and watch over all tickets. */
export const adminRoutes = [] as const;

export const adminNav: NavItem[] = [];
