import { defineConfig } from "@playwright/test";

import { OUT } from "./stack";

export default defineConfig({
  testMatch: "*.spec.ts",
  outputDir: `${OUT}/results`,
  reporter: [["list"]],
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // They end a test that hangs; nothing waits for them to pass.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 850 },
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-quic"],
    },
  },
});
