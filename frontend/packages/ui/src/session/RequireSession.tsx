import { Center, Loader } from "@mantine/core";
import { startSession, watchSession } from "@tts/api";
import { type ReactNode, Suspense, lazy, useEffect, useRef } from "react";

import { ErrorState } from "../components/ErrorState";
import { useAsync } from "../data/useAsync";
import { followLanguage } from "../i18n";

import { signInUrl } from "./next";
import { useSession } from "./useSession";

const SignedOutDialog = lazy(() => import("./SignedOutDialog"));

const WATCH_MS = 2_000;

/**
 * Shows its children to who is signed in, and leads everybody else to the sign-in page.
 *
 * When the session ends while the page is open, the page stays as it is behind a dialog, so that
 * nothing typed is lost: after signing in again, in another tab or app too, it goes on.
 */
export function RequireSession({ children }: { children: ReactNode }) {
  const session = useSession();
  const starting = useAsync(startSession);
  useWatch();
  const account = session.state === "starting" ? null : session.account;
  const language = account?.language;
  useEffect(() => {
    if (language) void followLanguage(language);
  }, [language]);
  useReloadForAnother(account?.id);

  const isStranger = session.state === "signed-out" && account === null;
  useEffect(() => {
    if (isStranger) location.replace(signInUrl());
  }, [isStranger]);

  if (starting.error && session.state === "starting") {
    return <ErrorState error={starting.error} onRetry={starting.run} />;
  }
  if (account === null) {
    return (
      <Center h="100dvh">
        <Loader />
      </Center>
    );
  }
  return (
    <>
      {children}
      <Suspense>{session.state === "signed-out" && <SignedOutDialog />}</Suspense>
    </>
  );
}

/** Notice other tabs and apps, and refresh in time. */
function useWatch() {
  useEffect(() => {
    // What goes wrong here is met again by the next request, which says so.
    const watch = () => void watchSession().catch(() => undefined);
    const timer = setInterval(watch, WATCH_MS);
    document.addEventListener("visibilitychange", watch);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", watch);
    };
  }, []);
}

/** What is on the page belongs to the person before: start anew for another one. */
function useReloadForAnother(id: string | undefined) {
  const first = useRef(id);
  useEffect(() => {
    first.current ??= id;
    if (id !== first.current) location.reload();
  }, [id]);
}
