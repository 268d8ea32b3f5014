/** Days and times are those of one's profile, wherever the browser is. */
import type { Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS } from "./stack";
import { submit, unique } from "./talk";

const ZONE = "Asia/Tokyo";

function inTokyo(at: string, style: "full" | "long"): string {
  const format = { dateStyle: style, timeStyle: "short", timeZone: ZONE } as const;
  return new Intl.DateTimeFormat("en", format).format(new Date(at));
}

async function live(page: Page, zone: string): Promise<void> {
  await page.goto(`${APPS.auth}/profile`);
  const field = page.getByRole("combobox", { name: "Time zone" });
  await field.fill(zone);
  await page.getByRole("option", { name: zone, exact: true }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
}

/** What is said of a moment to whoever points at it. */
async function told(page: Page): Promise<{ at: string; text: string }> {
  const time = page.locator("time").first();
  await time.hover();
  const text = await page.getByRole("tooltip").textContent();
  return { at: (await time.getAttribute("datetime")) ?? "", text: text ?? "" };
}

test("the profile's zone is the zone of all that is shown", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const employee = await visit("elena", `${APPS.helpdesk}/new?category=Others`);
  await submit(employee, unique("The clock is slow"));
  const page = await visit("carlo", APPS.auth);
  try {
    await live(page, ZONE);
    // At once, on the page where it was changed.
    const device = await told(page);
    expect(device.text).toBe(inTokyo(device.at, "full"));

    await page.goto(employee.url());
    const fact = await told(page);
    expect(fact.text).toBe(inTokyo(fact.at, "full"));

    const [flow] = await Promise.all([
      page.waitForRequest(/\/tickets\/flow/),
      page.goto(APPS.helpdesk),
    ]);
    expect(new URL(flow.url()).searchParams.get("time_zone")).toBe(ZONE);
  } finally {
    await live(page, "Europe/Berlin");
  }
});

test("an agent's day ends when it ends in the profile's zone", async ({ visit }) => {
  const page = await visit("marco", APPS.auth);
  try {
    await live(page, ZONE);
    const [counted] = await Promise.all([
      page.waitForRequest(/\/tasks\/counters/),
      page.goto(APPS.main),
    ]);
    const end = new URL(counted.url()).searchParams.get("day_end") ?? "";
    // A millisecond before midnight in Tokyo, which has no summer time.
    expect(end).toMatch(/T14:59:59\.999Z$/);
  } finally {
    await live(page, "Europe/Berlin");
  }
});
