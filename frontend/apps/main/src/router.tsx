import { createRouter } from "@tanstack/react-router";
import { ROUTER_OPTIONS, notificationRoutes } from "@tts/ui";

import { adminRoutes } from "./routes/admin";
import { agentRoutes } from "./routes/agent";
import { root } from "./routes/root";

const routeTree = root.addChildren([...agentRoutes, ...adminRoutes, ...notificationRoutes(root)]);

export const router = createRouter({ routeTree, ...ROUTER_OPTIONS });

declare module "@tanstack/react-router" {
  // The router's own interface is extended by merging.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Register {
    router: typeof router;
  }
}
