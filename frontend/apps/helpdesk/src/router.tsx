import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { ROUTER_OPTIONS, notificationRoutes, searchText, signedInRoot } from "@tts/ui";

import { parseListSearch } from "./shared/search";

const root = signedInRoot();
type NewSearch = { draft?: string; category?: string };

const getParentRoute = () => root;

const home = createRoute({
  getParentRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./features/home/HomePage"), "HomePage"),
});

const newTicket = createRoute({
  getParentRoute,
  path: "/new",
  validateSearch: ({ draft, category }: Record<string, unknown>): NewSearch => ({
    draft: searchText(draft),
    category: searchText(category),
  }),
  component: lazyRouteComponent(() => import("./features/request/NewTicketPage"), "NewTicketPage"),
});

const drafts = createRoute({
  getParentRoute,
  path: "/drafts",
  component: lazyRouteComponent(() => import("./features/request/DraftsPage"), "DraftsPage"),
});

const tickets = createRoute({
  getParentRoute,
  path: "/tickets",
  validateSearch: parseListSearch,
  component: lazyRouteComponent(() => import("./features/tickets/MyTicketsPage"), "MyTicketsPage"),
});

const triage = createRoute({
  getParentRoute,
  path: "/triage",
  validateSearch: ({ cursor }: Record<string, unknown>): { cursor?: string } => ({
    cursor: searchText(cursor),
  }),
  component: lazyRouteComponent(() => import("./features/triage/TriagePage"), "TriagePage"),
});

const all = createRoute({
  getParentRoute,
  path: "/all",
  validateSearch: parseListSearch,
  component: lazyRouteComponent(() => import("./features/triage/AllTicketsPage"), "AllTicketsPage"),
});

const ticket = createRoute({
  getParentRoute,
  path: "/ticket/$number",
  component: lazyRouteComponent(() => import("./features/ticket/TicketPage"), "TicketPage"),
});

const edit = createRoute({
  getParentRoute,
  path: "/ticket/$number/edit",
  component: lazyRouteComponent(
    () => import("./features/request/EditTicketPage"),
    "EditTicketPage",
  ),
});

const routeTree = root.addChildren([
  home,
  newTicket,
  drafts,
  tickets,
  triage,
  all,
  ticket,
  edit,
  ...notificationRoutes(root),
]);

export const router = createRouter({ routeTree, ...ROUTER_OPTIONS });

declare module "@tanstack/react-router" {
  // The router's own interface is extended by merging.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Register {
    router: typeof router;
  }
}
