/** Fixtures: people who are signed in, and a watch over what goes wrong on their pages. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  test as base,
} from "@playwright/test";

import { APPS, account } from "./stack";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Sees all console errors, page errors and failed requests of the contexts it is given. */
export class Watch {
  readonly faults: string[] = [];
  private readonly expected: RegExp[] = [];

  /** Name what is meant to go wrong. */
  expect(fault: RegExp): void {
    this.expected.push(fault);
  }

  over(context: BrowserContext): void {
    context.on("console", (message) => {
      const text = message.text();
      // A bad answer has an entry of its own.
      if (message.type() !== "error" || text.startsWith("Failed to load resource")) return;
      this.faults.push(`console on ${message.page()?.url() ?? "a closed page"}: ${text}`);
    });
    context.on("weberror", (error) => this.faults.push(`page error: ${error.error().message}`));
    context.on("response", (response) => {
      if (response.status() < 400) return;
      const request = response.request();
      this.faults.push(`${response.status()} ${request.method()} ${response.url()}`);
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // A page that is left, and a query that nobody waits for, end their requests.
      if (reason === "net::ERR_ABORTED") return;
      this.faults.push(`${reason} ${request.method()} ${request.url()}`);
    });
  }

  /** What went wrong and was not expected. */
  unexpected(): string[] {
    return this.faults.filter((fault) => !this.expected.some((each) => each.test(fault)));
  }
}

/** Somebody's page, signed in, in a context of their own. */
export type Visit = (name: string, url: string, options?: BrowserContextOptions) => Promise<Page>;

type Fixtures = {
  watch: Watch;
  /** A context of one's own, watched and closed at the test's end. */
  fresh: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  visit: Visit;
};

type WorkerFixtures = { sessions: Map<string, State> };

export const test = base.extend<Fixtures, WorkerFixtures>({
  sessions: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      await provide(new Map());
    },
    { scope: "worker" },
  ],
  watch: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const watch = new Watch();
      await provide(watch);
      base.expect(watch.unexpected(), "faults on the pages").toEqual([]);
    },
    { auto: true },
  ],
  fresh: async ({ browser, watch }, provide) => {
    const opened: BrowserContext[] = [];
    await provide(async (options) => {
      const context = await browser.newContext(options);
      watch.over(context);
      opened.push(context);
      return context;
    });
    for (const context of opened) await context.close();
  },
  visit: async ({ browser, fresh, sessions }, provide, info) => {
    await provide(async (name, url, options) => {
      const key = `${name} in ${info.file}`;
      const storageState = sessions.get(key) ?? (await session(browser, name));
      sessions.set(key, storageState);
      const context = await fresh({ ...options, storageState });
      const page = await context.newPage();
      await page.goto(url);
      return page;
    });
  },
});

export { expect } from "@playwright/test";

async function session(browser: Browser, name: string): Promise<State> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(APPS.auth);
  await signIn(page, account(name));
  await page.getByRole("button", { name: "Your account" }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Fill in the form that the page shows. */
export async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.getByLabel("E-mail address").fill(who.email);
  await page.locator("input[type=password]").fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A fresh context's page where somebody has signed in: a session that no other test has. */
export async function signedIn(context: BrowserContext, name: string, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await signIn(page, account(name));
  await page.waitForURL(url);
  return page;
}
