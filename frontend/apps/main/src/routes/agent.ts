import { IconChecklist } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { NavItem } from "@tts/ui";

import { validateWork } from "../features/myWork/search";

import { root } from "./root";

const work = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: validateWork,
  component: lazyRouteComponent(() => import("../features/myWork/MyWorkPage"), "MyWorkPage"),
});

const ticket = createRoute({
  getParentRoute: () => root,
  path: "/ticket/$number",
  component: lazyRouteComponent(() => import("../features/task/TicketPage"), "TicketPage"),
});

/** The pages of those who work on tickets. */
export const agentRoutes = [work, ticket] as const;

export const agentNav: NavItem[] = [
  {
    to: "/",
    label: "nav.work",
    icon: IconChecklist,
    permissions: ["tts.task.work", "tts.task.read_all", "tts.task.manage"],
  },
];
