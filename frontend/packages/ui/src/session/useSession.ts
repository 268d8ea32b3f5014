import { type Account, getSession, subscribeSession } from "@tts/api";
import { useSyncExternalStore } from "react";

export function useSession() {
  return useSyncExternalStore(subscribeSession, getSession);
}

/** The account that is signed in; only below `RequireSession`. */
export function useAccount(): Account {
  const session = useSession();
  if (session.state !== "starting" && session.account) return session.account;
  throw new Error("useAccount needs RequireSession above it");
}

/** Whether the account holds one of the permissions; what it may really do, the services decide. */
export function useMay(...permissions: string[]): boolean {
  const { permissions: held } = useAccount();
  return permissions.some((permission) => held.includes(permission));
}
