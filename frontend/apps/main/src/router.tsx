import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { ROUTER_OPTIONS, signedInRoot } from "@tts/ui";

const root = signedInRoot();

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("./features/home/HomePage"), "HomePage"),
});

const routeTree = root.addChildren([home]);

export const router = createRouter({ routeTree, ...ROUTER_OPTIONS });

declare module "@tanstack/react-router" {
  // The router's own interface is extended by merging.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Register {
    router: typeof router;
  }
}
