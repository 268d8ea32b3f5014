/** Names and subjects turn nothing around them, and are there to be seen. */
import type { Locator, Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS, account } from "./stack";
import { rowLink, submit, unique } from "./talk";

const RLO = "\u202E";

/** Have the services tell of things by other names, as releases before this one let them be. */
async function rename(page: Page, names: [from: string, to: string][]): Promise<void> {
  await page.route(/\/(helpdesk|messaging|notification)\//, async (route) => {
    const response = await route.fetch();
    let body = await response.text();
    for (const [from, to] of names) body = body.replaceAll(from, to);
    await route.fulfill({ response, body });
  });
}

test.afterEach(async ({ browser }) => {
  // What a page still asked for in the end is of no interest.
  const pages = browser.contexts().flatMap((context) => context.pages());
  await Promise.all(pages.map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
});

/** Whether words stand on the page in the order of their letters. */
async function readsForward(element: Locator, words: string): Promise<boolean> {
  return element.evaluate((root, text) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.textContent?.indexOf(text) ?? -1;
      if (start < 0) continue;
      const at = (offset: number) => {
        const range = document.createRange();
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        return range.getBoundingClientRect();
      };
      const [first, last] = [at(start), at(start + text.length - 1)];
      return first.top < last.top || first.left < last.left;
    }
    throw new Error(`${text} is not there`);
  }, words);
}

test("a name that turns around turns nothing else around", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const { full_name: name } = account("erik");
  const subject = unique("The chair squeaks");
  const employee = await visit("erik", `${APPS.helpdesk}/new?category=Others`);
  await submit(employee, subject);
  const page = await visit("carmen", APPS.helpdesk);
  const { full_name: own } = account("carmen");
  await rename(
    page,
    [name, subject, own].map((text) => [text, `${RLO}${text}`]),
  );
  await page.goto(employee.url());
  const timeline = page.locator("section", { hasText: "submitted the request" }).last();
  await expect(timeline).toBeVisible();
  expect(await readsForward(timeline, "submitted the request")).toBe(true);

  // What is called out and what stands in the window's title are sentences too.
  await expect(page).toHaveTitle(`\u2068${RLO}${subject}\u2069 · TTS Helpdesk`);
  await page.getByRole("button", { name: "Approve" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog).toBeHidden();
  await expect(timeline).toContainText("approved it");
  expect(await readsForward(timeline, "approved it")).toBe(true);

  // Of what is beside a name in one line, nothing is turned either.
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(/go to a page/).fill(subject);
  const found = page.getByRole("dialog").getByText(subject).last();
  await expect(found).toBeVisible();
  const number = page.url().split("/").at(-1) ?? "";
  expect(await readsForward(page.getByRole("dialog"), number)).toBe(true);
});

test("what nobody can see can still be seen and clicked", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const subject = unique("The curtain is gone");
  const employee = await visit("erik", `${APPS.helpdesk}/new?category=Others`);
  await submit(employee, subject);
  const page = await visit("carmen", APPS.helpdesk);
  await rename(page, [
    [subject, "\u200B"],
    [account("erik").full_name, "\u2063\u200D"],
  ]);
  await page.goto(`${APPS.helpdesk}/triage`);
  const row = page.locator("[data-row]", { hasText: employee.url().split("/").at(-1) });
  await expect(row.getByText("No visible text")).toHaveCount(2);
  await rowLink(page, "No visible text").last().click();
  await expect(page.getByRole("heading", { level: 1, name: "No visible text" })).toBeVisible();
});
