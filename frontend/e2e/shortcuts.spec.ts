/** Keys do what the character says, on any layout, and only where nothing else is in the way. */
import type { Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS, GATEWAY } from "./stack";
import { fillDesk, rowLink, submit, unique } from "./talk";

const HELD = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };
type Held = keyof typeof HELD;

/** Press a key of a layout that Playwright does not know. */
async function press(page: Page, key: string, code: string, ...held: Held[]): Promise<void> {
  const modifiers = held.reduce((sum, each) => sum + HELD[each], 0);
  const writes = !held.some((each) => each !== "Shift");
  const session = await page.context().newCDPSession(page);
  const event = { key, code, modifiers, text: writes ? key : undefined };
  await session.send("Input.dispatchKeyEvent", { type: "keyDown", ...event });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  await session.detach();
}

test("a slash is a slash on a German keyboard", async ({ visit }) => {
  const page = await visit("carmen", `${APPS.helpdesk}/triage`);
  const dialog = page.getByRole("dialog");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await press(page, "/", "Digit7", "Shift");
  await expect(dialog.getByPlaceholder(/go to a page/)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  // The question mark is beside the zero there, and no shortcut has Ctrl, Alt or ⌘ held.
  await press(page, "?", "Minus", "Shift");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  for (const held of ["Control", "Alt", "Meta"] as const) {
    await press(page, "/", "Digit7", "Shift", held);
    await press(page, "?", "Minus", "Shift", held);
  }
  await page.keyboard.press("Control+k");
  await expect(dialog).toHaveCount(1);
  await expect(dialog.getByPlaceholder(/go to a page/)).toBeFocused();
});

test("there is work to do", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  await fillDesk(visit);
});

test("digits that need Shift choose a transition too", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const page = await visit("ana", APPS.main);
  await page.locator("[data-row] a").first().click();
  await page.locator("#transitions button").first().waitFor();
  await press(page, "1", "Digit1", "Shift");
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("the console's slash follows the character as well", async ({ visit }) => {
  const page = await visit("admin", `${GATEWAY}/ops/jobs`);
  const field = page.getByRole("searchbox");
  await press(page, "/", "Digit7", "Shift", "Control");
  await expect(field).not.toBeFocused();
  await press(page, "/", "Digit7", "Shift");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("");
});

test("no key of the page acts while something is open over it", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const subject = unique("The window whistles");
  const employee = await visit("erik", `${APPS.helpdesk}/new?category=Others`);
  await submit(employee, subject);
  const page = await visit("carmen", `${APPS.helpdesk}/triage`);
  await rowLink(page, subject).click();
  await page.getByRole("heading", { level: 1, name: subject }).waitFor();
  const url = page.url();
  const { keyboard } = page;
  const dialog = page.getByRole("dialog");

  await keyboard.press("a");
  const note = dialog.getByRole("textbox", { name: /^Note/ });
  await note.fill("Half a note");
  await keyboard.press("Tab");
  for (const key of ["r", "q", "/", "Shift+?", "Control+k", "a"]) await keyboard.press(key);
  await expect(dialog).toHaveCount(1);
  await expect(note).toHaveValue("Half a note");
  expect(page.url()).toBe(url);

  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);

  for (const name of ["Your account", /^Notifications/]) {
    await page.getByRole("button", { name }).click();
    const over = page.getByRole("menu").or(dialog);
    await expect(over).toBeVisible();
    for (const key of ["r", "q", "/", "Control+k"]) await keyboard.press(key);
    await expect(over).toHaveCount(1);
    expect(page.url()).toBe(url);
    await keyboard.press("Escape");
    await expect(over).toHaveCount(0);
  }

  // With everything closed they act again.
  await keyboard.press("q");
  await expect(page).toHaveURL(`${APPS.helpdesk}/triage`);
});

test("no key of the workplace acts while a note is written", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const page = await visit("ben", APPS.main);
  await page.locator("[data-row] a").first().click();
  await page.getByRole("button", { name: "Escalate" }).click();
  const dialog = page.getByRole("dialog");
  const note = dialog.getByRole("textbox");
  await note.fill("Too hot to touch");
  await page.keyboard.press("Tab");
  for (const key of ["g", "1", "t", "/", "Shift+?"]) await page.keyboard.press(key);
  await expect(dialog).toHaveCount(1);
  await expect(note).toHaveValue("Too hot to touch");

  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("g");
  await expect(page.getByRole("dialog", { name: "Transfer" })).toBeVisible();
});
