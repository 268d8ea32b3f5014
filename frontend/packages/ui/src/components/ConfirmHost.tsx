import { Suspense, lazy, useSyncExternalStore } from "react";

import { getAsked, subscribeAsked } from "./confirm";

const ConfirmDialog = lazy(() => import("./ConfirmDialog"));

/** Where the questions of `confirm` appear; an app has one. */
export function ConfirmHost() {
  const asked = useSyncExternalStore(subscribeAsked, getAsked);
  return <Suspense>{asked && <ConfirmDialog asked={asked} />}</Suspense>;
}
