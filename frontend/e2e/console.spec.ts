/** What operators do at the console all day. */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

import type { Page } from "@playwright/test";

import { LOOKS, type Look, inspect } from "./looks";
import { expect, test } from "./people";
import { APPS, GATEWAY } from "./stack";
import { submit, unique } from "./talk";

const OPS = `${GATEWAY}/ops`;
const ROOT = resolve(import.meta.dirname, "../..");

/** Jobs that no worker knows, or the release that knows them; see the module. */
function deadJobs(...argv: string[]): void {
  const python = resolve(ROOT, ".venv/bin/python");
  execFileSync(python, ["-m", "tests.e2e.dead_jobs", ...argv], { cwd: ROOT });
}

/** Go on to the page of the record, where what was asked for ends. */
async function confirm(page: Page, verb: string, done: string): Promise<void> {
  await page.getByRole("button", { name: verb, exact: true }).click();
  await page.waitForURL(`${OPS}/operations`);
  await expect(page.locator("tbody tr").first()).toContainText(done);
}

test("500 dead jobs are found, and done once a release knows them", async ({ visit }) => {
  const actor = `workflow.apply_role_${crypto.randomUUID().slice(0, 8)}`;
  deadJobs(actor, "make", "500");
  const page = await visit("admin", `${OPS}/overview`);
  await page.getByRole("link", { name: "Jobs" }).click();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.getByLabel("State").selectOption("dead");
  await page.getByLabel("Actor").fill(actor);
  await page.keyboard.press("Enter");
  await expect(page.locator("tbody tr")).toHaveCount(50);
  const found = page.url();

  await page.locator("tbody").getByRole("link", { name: actor }).first().click();
  await expect(page.getByRole("region", { name: "Error" })).toContainText("ActorNotFound");

  // Only when all of them are dead.
  await expect(async () => {
    await page.goto(found);
    await page.getByRole("link", { name: "Re-drive all matching…" }).click();
    expect(await page.locator("main strong").textContent()).toBe("500");
  }).toPass();
  deadJobs(actor, "mend");
  await confirm(page, "Re-drive", "500 done");

  await page.goto(`${OPS}/jobs?state=dead&actor=${actor}`);
  await expect(page.getByText("No job is like that.")).toBeVisible();
  await page.goto(`${OPS}/jobs?actor=workflow.apply_role&correlation_id=`);
  await expect(page.locator("tbody tr").first()).toContainText("succeeded");
  await page.goto(`${OPS}/actors`);
  const row = page.locator("tr", { hasText: "workflow.apply_role" }).first();
  await expect(row.getByRole("img", { name: /^per minute in the last hour/ })).toBeVisible();
  await expect(row.getByRole("img", { name: /ms: / })).toBeVisible();
});

test("a paused queue keeps its messages until it is resumed", async ({ visit }) => {
  const queue = "inapp-notification-queue";
  const page = await visit("admin", `${OPS}/overview`);
  const row = page.locator("tr", { hasText: queue }).first();
  await row.getByRole("link", { name: "Pause" }).click();
  await confirm(page, "Pause", `pause queue ${queue}`);
  await expect(page.locator("tbody tr").first()).toContainText("1 done");

  const desk = await visit("elena", `${APPS.helpdesk}/new?category=Others`);
  await submit(desk, unique("The tap drips"));
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(row.getByText("paused")).toBeVisible();
  await row.locator("td").nth(1).getByRole("link").click();
  await expect(page.locator("tbody tr").first()).toContainText("waiting");

  await page.getByRole("link", { name: "Overview" }).click();
  await row.getByRole("link", { name: "Resume" }).click();
  await confirm(page, "Resume", `resume queue ${queue}`);
  await page.goto(`${OPS}/jobs?queue=${queue}&state=waiting`);
  await expect(page.getByText("No job is like that.")).toBeVisible();
});

test("what a request caused is followed by its id over all services", async ({ visit }) => {
  const desk = await visit("elena", `${APPS.helpdesk}/new?category=Others`);
  const sent = desk.waitForResponse(
    (answer) => answer.request().method() === "POST" && answer.url().endsWith("/helpdesk/tickets"),
  );
  await submit(desk, unique("The heating is cold"));
  const id = (await sent).headers()["x-request-id"];
  expect(id).toBeTruthy();

  const page = await visit("admin", `${OPS}/jobs`);
  await page.getByLabel("Correlation id").fill(id ?? "");
  await page.getByRole("button", { name: "Search" }).click();
  await page.locator("tbody").getByRole("link").first().click();
  const chain = page.getByRole("region", { name: `Caused by request ${id}` }).locator("tbody tr");
  await expect(chain.filter({ hasText: "succeeded" })).toHaveCount(await chain.count());
  await expect(chain.filter({ hasText: "helpdesk" }).first()).toBeVisible();
  await expect(chain.filter({ hasText: "notify.fan_out" }).first()).toBeVisible();
  await inspect(page, "ops-job", "light");
});

test("a chore is paused, has a run all the same, and goes on", async ({ visit }) => {
  const chore = "helpdesk.forget_drafts";
  const page = await visit("admin", `${OPS}/schedule`);
  const row = page.locator("tr", { hasText: chore });
  await row.getByRole("link", { name: "Pause" }).click();
  await confirm(page, "Pause", `pause ${chore}`);
  await page.getByRole("link", { name: "Schedule" }).click();
  await expect(row.getByText("paused")).toBeVisible();
  await row.getByRole("link", { name: "Run now" }).click();
  await confirm(page, "Run", `run ${chore}`);
  await page.getByRole("link", { name: "Schedule" }).click();
  await expect(row.locator("td").nth(1)).toHaveText(/^\d s ago$/);
  await row.getByRole("link", { name: "Resume" }).click();
  await confirm(page, "Resume", `resume ${chore}`);
  await page.getByRole("link", { name: "Schedule" }).click();
  await expect(row.getByText("in 59 min")).toBeVisible();
});

test("who may only look is offered nothing to do, and others are told so", async ({
  visit,
  watch,
}) => {
  watch.expect(/^403 /);
  const page = await visit("elena", `${OPS}/overview`);
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});

const PAGES = ["overview", "jobs", "actors", "schedule", "unreadable", "operations"];

for (const look of Object.keys(LOOKS) as Look[]) {
  test(`everybody can read and use the console, ${look}`, async ({ visit }) => {
    const page = await visit("admin", `${OPS}/overview`);
    for (const name of PAGES) {
      await page.goto(`${OPS}/${name}`);
      await inspect(page, `ops-${name}`, look);
    }
    await page.goto(`${OPS}/schedule/helpdesk.fold_counters`);
    await inspect(page, "ops-chore", look);
    await page.getByRole("link", { name: "Run now" }).click();
    await inspect(page, "ops-preview", look);
  });
}
