import { Button, Center, Loader } from "@mantine/core";
import {
  type ErrorComponentProps,
  Link,
  Outlet,
  createRootRoute,
  createRoute,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { EmptyState } from "../components/EmptyState";
import { ErrorState } from "../components/ErrorState";
import { Page } from "../components/Page";
import { RequireSession } from "../session/RequireSession";
import { Shell } from "../shell/Shell";

/** The root of an app for people who are signed in. */
export function signedInRoot() {
  return createRootRoute({
    component: () => (
      <RequireSession>
        <Shell>
          <Outlet />
        </Shell>
      </RequireSession>
    ),
    notFoundComponent: NotFound,
  });
}

/** The pages of everybody's notifications. */
export function notificationRoutes(root: ReturnType<typeof signedInRoot>) {
  const getParentRoute = () => root;
  return [
    createRoute({
      getParentRoute,
      path: "/notifications",
      component: lazyRouteComponent(() => import("../notifications/InboxPage"), "InboxPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/settings/notifications",
      component: lazyRouteComponent(
        () => import("../notifications/PreferencesPage"),
        "PreferencesPage",
      ),
    }),
  ] as const;
}

/** How every app's router behaves; data comes from queries in components, so there are no loaders. */
export const ROUTER_OPTIONS = {
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingComponent: Pending,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: NotFound,
} as const;

function Pending() {
  return (
    <Center mih="50dvh">
      <Loader />
    </Center>
  );
}

function Failed({ error, reset }: ErrorComponentProps) {
  return <ErrorState error={error} onRetry={reset} />;
}

export function NotFound() {
  const { t } = useTranslation("ui");
  return (
    <Page title={t("notFound.title")}>
      <EmptyState
        title={t("notFound.text")}
        action={
          <Button component={Link} to="/">
            {t("notFound.home")}
          </Button>
        }
      />
    </Page>
  );
}
