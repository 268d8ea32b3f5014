import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { type AnyRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense, lazy } from "react";
import { createRoot } from "react-dom/client";

import { ConfirmHost } from "../components/ConfirmHost";
import { makeQueryClient } from "../data/queryClient";
import { type Locales, startI18n } from "../i18n";
import { cssVariables, theme } from "../theme";

import { AppContext, type AppDescription } from "./AppContext";
import { CrashScreen } from "./CrashScreen";

// A toast is kept until the region that shows it has arrived.
const ToastRegion = lazy(() => import("./ToastRegion"));

type App = AppDescription & { router: AnyRouter; locales: Locales };

/** Start an app in `#root`. */
export async function mountApp({ router, locales, ...description }: App): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  await startI18n(locales);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <CrashScreen>
          <QueryClientProvider client={makeQueryClient()}>
            <AppContext value={description}>
              <Suspense>
                <ToastRegion />
              </Suspense>
              <RouterProvider router={router} />
              <ConfirmHost />
            </AppContext>
          </QueryClientProvider>
        </CrashScreen>
      </MantineProvider>
    </StrictMode>,
  );
}
