import { IconInbox, IconRoute, IconTicket } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { NavItem } from "@tts/ui";

import { allTicketsSearch } from "../features/allTickets/search";
import { unmatchedSearch } from "../features/unmatched/search";
import { workflowSearch, workflowsSearch } from "../features/workflows/search";

import { root } from "./root";

const workflows = createRoute({
  getParentRoute: () => root,
  path: "/workflows",
  validateSearch: workflowsSearch,
  component: lazyRouteComponent(
    () => import("../features/workflows/WorkflowsPage"),
    "WorkflowsPage",
  ),
});

const workflow = createRoute({
  getParentRoute: () => root,
  path: "/workflows/$id",
  validateSearch: workflowSearch,
  component: lazyRouteComponent(() => import("../features/workflows/WorkflowPage"), "WorkflowPage"),
});

const allTickets = createRoute({
  getParentRoute: () => root,
  path: "/tickets",
  validateSearch: allTicketsSearch,
  component: lazyRouteComponent(
    () => import("../features/allTickets/AllTicketsPage"),
    "AllTicketsPage",
  ),
});

const unmatched = createRoute({
  getParentRoute: () => root,
  path: "/unmatched",
  validateSearch: unmatchedSearch,
  component: lazyRouteComponent(
    () => import("../features/unmatched/UnmatchedPage"),
    "UnmatchedPage",
  ),
});

/** The pages of those who shape workflows and watch over all tickets. */
export const adminRoutes = [workflows, workflow, allTickets, unmatched] as const;

export const adminNav: NavItem[] = [
  {
    to: "/tickets",
    label: "adminNav.allTickets",
    icon: IconTicket,
    permissions: ["tts.task.read_all"],
  },
  {
    to: "/unmatched",
    label: "adminNav.unmatched",
    icon: IconInbox,
    permissions: ["tts.task.manage", "hdts.ticket.approve"],
  },
  {
    to: "/workflows",
    label: "adminNav.workflows",
    icon: IconRoute,
    permissions: ["tts.workflow.publish"],
  },
];
