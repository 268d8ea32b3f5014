/** What is typed over something that somebody else changes meanwhile stays, and can be saved. */
import type { Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS } from "./stack";
import { choose, fillDesk, submit, unique } from "./talk";

const DETAILS = "Tell us more";
const SAVE = { name: "Save", exact: true };

/** The same page in another window. */
async function beside(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  return other;
}

test("an edit that somebody else was faster than can go on", async ({ visit, watch }) => {
  watch.expect(/^412 PATCH /);
  watch.expect(/messaging\/(ws\/)?tickets/);
  const page = await visit("emil", `${APPS.helpdesk}/new?category=Others`);
  const subject = unique("The heating ticks");
  await submit(page, subject);
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel(DETAILS).fill("Every second.");
  const other = await beside(page);
  await other.getByLabel(DETAILS).fill("Every minute.");
  await other.getByRole("button", SAVE).click();
  await other.waitForURL(/\/ticket\/\w+$/);

  await page.getByRole("button", SAVE).click();
  await page.getByRole("button", { name: "Keep what I wrote" }).click();
  await expect(page.getByLabel(DETAILS)).toHaveValue("Every second.");
  await page.getByRole("button", SAVE).click();
  await page.waitForURL(/\/ticket\/\w+$/);
  await expect(page.getByText("Every second.")).toBeVisible();
});

test("a profile that another window saved takes what is typed here", async ({ visit, watch }) => {
  watch.expect(/^412 PATCH .*\/auth\/me/);
  const page = await visit("erik", `${APPS.auth}/profile`);
  const department = unique("Department");
  await page.getByLabel("Department").fill(department);
  const other = await beside(page);
  const zone = other.getByRole("combobox", { name: "Time zone" });
  await zone.fill("Europe/Paris");
  await other.getByRole("option", { name: "Europe/Paris" }).click();
  await other.getByRole("button", SAVE).click();
  await expect(other.getByText("Saved.")).toBeVisible();

  await page.getByRole("button", SAVE).click();
  await expect(page.getByText("Changed in the meantime")).toBeVisible();
  await expect(page.getByLabel("Department")).toHaveValue(department);
  await page.getByRole("button", SAVE).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Department")).toHaveValue(department);
  // What was not touched here is as the other window left it.
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("Europe/Paris");
});

test("an editor keeps what is unsaved, whatever becomes of the workflow", async ({
  visit,
  watch,
}) => {
  watch.expect(/^(409|412) (PUT|PATCH) .*\/workflows\//);
  const admin = await visit("admin", `${APPS.main}/workflows`);
  const name = unique("Rubber plants");
  await admin.getByRole("button", { name: "New workflow" }).first().click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await choose(admin, "Category", "Others");
  await choose(admin, "Department", "Asset Department");
  await dialog.getByRole("button", { name: "Create and draw" }).click();
  await expect(admin.getByRole("heading", { level: 1, name })).toBeVisible();

  await admin.getByRole("tab", { name: "Details" }).click();
  const description = admin.getByRole("textbox", { name: "Description" });
  await description.fill("Half a description");
  const other = await beside(admin);
  await other.getByRole("textbox", { name: "Description" }).fill("Another description");
  await other.getByRole("button", { name: "Save details" }).click();
  await expect(other.getByText("The details are saved.")).toBeVisible();
  await admin.getByRole("button", { name: "Save details" }).click();
  await expect(description).toHaveValue("Half a description");
  await admin.getByRole("button", { name: "Keep what I wrote" }).click();
  await admin.getByRole("button", { name: "Save details" }).click();
  await other.reload();
  await expect(other.getByRole("textbox", { name: "Description" })).toHaveValue(
    "Half a description",
  );

  await admin.getByRole("tab", { name: "Graph" }).click();
  await admin.getByRole("button", { name: "Add step" }).click();
  await admin.getByLabel("Name", { exact: true }).fill("Water them");
  await other.getByRole("button", { name: "More actions" }).click();
  await other.getByRole("menuitem", { name: "Archive" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Archive for good" }).click();
  await expect(other.getByText("this one is archived")).toBeVisible();
  await admin.keyboard.press("Control+s");
  await expect(admin.getByText("it cannot be saved")).toBeVisible();
  await expect(admin.getByLabel("Name", { exact: true })).toHaveValue("Water them");
});

test("there is work to do", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  await fillDesk(visit);
});

test("a note that is being written stays when the ticket is withdrawn", async ({
  visit,
  watch,
}) => {
  watch.expect(/^409 POST .*\/tasks\//);
  watch.expect(/messaging\/(ws\/)?tickets/);
  const page = await visit("gina", APPS.main);
  await page.locator("[data-row] a").first().click();
  await page.getByRole("button", { name: "Escalate" }).click();
  const note = page.getByRole("dialog").getByRole("textbox");
  await note.fill("Two pages of reasons");
  const coordinator = await visit("carmen", page.url().replace(APPS.main, APPS.helpdesk));
  await coordinator.getByRole("button", { name: "Withdraw" }).click();
  await coordinator.getByRole("dialog").getByRole("textbox").fill("Never mind.");
  await coordinator.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Withdrawn", { exact: true }).first()).toBeVisible();
  await expect(note).toHaveValue("Two pages of reasons");
});
