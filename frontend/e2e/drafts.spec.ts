/** What is written is never lost, whatever another window does to it meanwhile. */
import type { Locator, Page } from "@playwright/test";

import { inspect } from "./looks";
import { expect, test } from "./people";
import { APPS } from "./stack";
import { rowLink, submit, unique } from "./talk";

const SUBJECT = "What do you need?";
const DETAILS = "Tell us more";
const KEEP = "Keep it as a new draft";
const NEW = `${APPS.helpdesk}/new?category=Others`;

/** A draft that was begun, left and opened again, so that the page has fetched it. */
async function reopened(page: Page, subject: string): Promise<void> {
  await page.getByLabel(SUBJECT).fill(subject);
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel(SUBJECT)).toHaveValue(subject);
}

/** What is said over the form; a toast may say it too. */
function alert(page: Page): Locator {
  return page.getByRole("alert").filter({ has: page.getByRole("button", { name: KEEP }) });
}

test("a draft that another window discards keeps what is typed", async ({ visit, watch }) => {
  watch.expect(/^404 PUT .*\/drafts\//);
  const page = await visit("emil", NEW);
  const subject = unique("The blind is stuck");
  await reopened(page, subject);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Discard" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await other.waitForURL(`${APPS.helpdesk}/`);

  await page.getByLabel(DETAILS).fill("It hangs by a thread.");
  const said = alert(page);
  await expect(said).toContainText("discarded in another window");
  await expect(page.getByLabel(SUBJECT)).toHaveValue(subject);
  await expect(page.getByLabel(DETAILS)).toHaveValue("It hangs by a thread.");

  for (const look of ["dark", "light"] as const) await inspect(page, "helpdesk-lost-draft", look);

  await said.getByRole("button", { name: KEEP }).click();
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await expect(said).toBeHidden();
  await page.getByLabel(DETAILS).fill("It hangs by a thread. Still.");
  await expect(page.getByLabel(SUBJECT)).toHaveValue(subject);
  await page.reload();
  await expect(page.getByLabel(SUBJECT)).toHaveValue(subject);
});

test("a draft that another window submits keeps what is typed and leads to its ticket", async ({
  visit,
  watch,
}) => {
  watch.expect(/^409 .*\/helpdesk\/(drafts|tickets)/);
  watch.expect(/messaging\/(ws\/)?tickets/);
  const page = await visit("emil", NEW);
  const subject = unique("The lift plays music");
  await reopened(page, subject);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await submit(other, subject);
  const number = other.url().split("/").at(-1) ?? "";

  await page.getByLabel(DETAILS).fill("It is the same song all day.");
  const said = alert(page);
  await expect(said).toContainText(number);
  await expect(page.getByLabel(DETAILS)).toHaveValue("It is the same song all day.");

  // Sent all the same, it makes no second ticket.
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(said).toContainText(number);
  await expect(page.getByLabel(SUBJECT)).toHaveValue(subject);
  await said.getByRole("link", { name: "Open the request" }).click();
  await expect(page).toHaveURL(`${APPS.helpdesk}/ticket/${number}`);
  await page.goto(`${APPS.helpdesk}/tickets?q=${encodeURIComponent(subject)}`);
  await expect(page.locator("[data-row]")).toHaveCount(1);
});

test("what was written over a submitted draft can be another request", async ({ visit, watch }) => {
  watch.expect(/^409 PUT .*\/drafts\//);
  watch.expect(/messaging\/(ws\/)?tickets/);
  const page = await visit("emil", NEW);
  await reopened(page, unique("The carpet curls"));
  const other = await page.context().newPage();
  await other.goto(page.url());
  await submit(other, unique("The carpet curls at the door"));
  await page.getByLabel(SUBJECT).fill(unique("The carpet curls at the window"));
  await page.getByRole("button", { name: KEEP }).click();
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await submit(page, unique("The carpet curls at the window"));
});

test("what is written last is kept when one goes elsewhere at once", async ({ visit }) => {
  const page = await visit("emil", NEW);
  const subject = unique("The gutter overflows");
  await page.getByLabel(SUBJECT).fill(subject);
  const kept = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("link", { name: "My tickets" }).click();
  expect((await kept).status()).toBe(201);
  await page.goto(`${APPS.helpdesk}/drafts`);
  await expect(rowLink(page, subject)).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(`${APPS.helpdesk}/tickets`);
});

test("Back after submitting leads to where one was before the form", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const page = await visit("emil", `${APPS.helpdesk}/tickets`);
  await page.getByRole("link", { name: "New ticket" }).first().click();
  await page.getByRole("button", { name: /^Others/ }).click();
  await page.getByLabel(SUBJECT).fill("The tap drips");
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await submit(page, unique("The tap drips"));
  await page.goBack();
  await expect(page).toHaveURL(`${APPS.helpdesk}/tickets`);
  await expect(page.getByRole("heading", { level: 1, name: "My tickets" })).toBeVisible();
});

test("the address of a draft that is gone says what became of it", async ({ visit, watch }) => {
  watch.expect(/^(404|409) GET .*\/drafts\//);
  watch.expect(/messaging\/(ws\/)?tickets/);
  const page = await visit("emil", NEW);
  const subject = unique("The shelf leans");
  await reopened(page, subject);
  const address = page.url();
  await submit(page, subject);
  const ticket = page.url();
  await page.goto(address);
  await expect(page.getByText("This request was submitted")).toBeVisible();
  for (const look of ["dark", "light"] as const) await inspect(page, "helpdesk-gone-draft", look);
  await page.getByRole("link", { name: "Open the request" }).click();
  await expect(page).toHaveURL(ticket);

  await page.goto(`${APPS.helpdesk}/new?draft=${crypto.randomUUID()}`);
  await expect(page.getByText("This draft is gone")).toBeVisible();
  await page.getByRole("link", { name: "Begin a new request" }).click();
  await expect(page.getByRole("button", { name: /^Others/ })).toBeVisible();
});
