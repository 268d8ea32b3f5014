import { Button, Center, Loader, Modal, Stack, Text } from "@mantine/core";
import { startSession, watchSession } from "@tts/api";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { ErrorState } from "../components/ErrorState";
import { useAsync } from "../data/useAsync";
import { followLanguage } from "../i18n";

import { signInUrl } from "./next";
import { useSession } from "./useSession";

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
      <SignedOutDialog opened={session.state === "signed-out"} />
    </>
  );
}

function SignedOutDialog({ opened }: { opened: boolean }) {
  const { t } = useTranslation("ui");
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("session.ended")}
      overlayProps={{ backgroundOpacity: 0.8, blur: 12 }}
    >
      <Stack>
        <Text>{t("session.endedExplained")}</Text>
        <Button component="a" href={signInUrl()} target="_blank" rel="opener" data-autofocus>
          {t("session.signInAgain")}
        </Button>
        <Button component="a" href={signInUrl()} variant="subtle">
          {t("session.leave")}
        </Button>
      </Stack>
    </Modal>
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
