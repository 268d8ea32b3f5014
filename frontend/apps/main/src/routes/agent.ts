import { IconChecklist } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { NavItem } from "@tts/ui";

import { root } from "./root";

const work = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("../features/work/MyWorkPage"), "MyWorkPage"),
});

/** The pages of those who work on tickets. */
export const agentRoutes = [work] as const;

export const agentNav: NavItem[] = [{ to: "/", label: "nav.work", icon: IconChecklist }];
