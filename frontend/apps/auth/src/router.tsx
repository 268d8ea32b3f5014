import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { ROUTER_OPTIONS, searchText } from "@tts/ui";

import { Frame } from "./layout/Frame";
import { SignedIn } from "./layout/SignedIn";

const root = createRootRoute({ component: Frame });
const signedIn = createRoute({ getParentRoute: () => root, id: "signed-in", component: SignedIn });

const systems = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: lazyRouteComponent(() => import("./features/systems/SystemsPage"), "SystemsPage"),
});
const profile = createRoute({
  getParentRoute: () => signedIn,
  path: "/profile",
  component: lazyRouteComponent(() => import("./features/profile/ProfilePage"), "ProfilePage"),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { next?: string; email?: string } => ({
    next: searchText(search.next),
    email: searchText(search.email),
  }),
  component: lazyRouteComponent(() => import("./features/door/SignInPage"), "SignInPage"),
});
const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  component: lazyRouteComponent(() => import("./features/door/RegisterPage"), "RegisterPage"),
});
const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: "/verify-email",
  component: lazyRouteComponent(() => import("./features/door/VerifyEmailPage"), "VerifyEmailPage"),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(
    () => import("./features/door/ForgotPasswordPage"),
    "ForgotPasswordPage",
  ),
});
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  component: lazyRouteComponent(
    () => import("./features/door/ResetPasswordPage"),
    "ResetPasswordPage",
  ),
});

const routeTree = root.addChildren([
  signedIn.addChildren([systems, profile]),
  signIn,
  register,
  verifyEmail,
  forgotPassword,
  resetPassword,
]);

export const router = createRouter({ routeTree, ...ROUTER_OPTIONS });

declare module "@tanstack/react-router" {
  // The router's own interface is extended by merging.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Register {
    router: typeof router;
  }
}
