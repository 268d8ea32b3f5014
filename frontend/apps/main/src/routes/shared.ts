import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { root } from "./root";

const getParentRoute = () => root;

const notifications = createRoute({
  getParentRoute,
  path: "/notifications",
  component: lazyRouteComponent(() => import("@tts/ui/notifications"), "InboxPage"),
});

const notificationSettings = createRoute({
  getParentRoute,
  path: "/settings/notifications",
  component: lazyRouteComponent(() => import("@tts/ui/notifications"), "PreferencesPage"),
});

/** The pages of everybody. */
export const sharedRoutes = [notifications, notificationSettings] as const;
