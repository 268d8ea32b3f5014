import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { type AnyRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";

import { ConfirmHost } from "../components/ConfirmHost";
import { makeQueryClient } from "../data/queryClient";
import { type Locales, startI18n } from "../i18n";
import { theme } from "../theme";

import { AppContext, type AppDescription } from "./AppContext";
import { CrashScreen } from "./CrashScreen";

type App = AppDescription & { router: AnyRouter; locales: Locales };

/** Start an app in `#root`. */
export async function mountApp({ router, locales, ...description }: App): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  await startI18n(locales);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <CrashScreen>
          <QueryClientProvider client={makeQueryClient()}>
            <AppContext value={description}>
              <ToastRegion />
              <RouterProvider router={router} />
              <ConfirmHost />
            </AppContext>
          </QueryClientProvider>
        </CrashScreen>
      </MantineProvider>
    </StrictMode>,
  );
}

function ToastRegion() {
  const { t } = useTranslation("ui");
  return <Notifications position="bottom-right" limit={4} aria-label={t("toasts")} />;
}
