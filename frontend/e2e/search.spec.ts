/** Searches as people type them: with pauses, in any encoding, and too long. */
import type { Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS } from "./stack";
import { rowLink, submit, unique } from "./talk";

const LISTS: { name: string; person: string; url: string }[] = [
  { name: "tickets", person: "carmen", url: `${APPS.helpdesk}/all` },
  { name: "one's tickets", person: "erik", url: `${APPS.helpdesk}/tickets` },
  { name: "one's work", person: "gina", url: `${APPS.main}/` },
  { name: "all work", person: "admin", url: `${APPS.main}/tickets` },
  { name: "workflows", person: "admin", url: `${APPS.main}/workflows` },
];

/** Type, and wait until that is searched for. */
async function search(page: Page, typed: string, asked: string): Promise<void> {
  await page.keyboard.type(typed, { delay: 20 });
  await page.waitForURL((url) => url.searchParams.get("q") === asked);
}

for (const { name, person, url } of LISTS) {
  test(`what is typed stays as typed: ${name}`, async ({ visit }) => {
    const page = await visit(person, url);
    const field = page.getByRole("searchbox");
    await field.focus();
    await search(page, "vpn ", "vpn");
    await expect(field).toHaveValue("vpn ");
    await search(page, "drops", "vpn drops");
    await expect(field).toHaveValue("vpn drops");
    await field.press("End");
    await page.keyboard.type("  ");
    await field.press("Home");
    await search(page, " my ", "my vpn drops");
    await expect(field).toHaveValue(" my vpn drops  ");
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(page).not.toHaveURL(/[?&]q=/);
    await expect(field).toHaveValue("");
  });
}

test("a ticket is found by what a reader sees of it", async ({ visit }) => {
  const subject = unique('Überprüfung Cafe\u0301 printer/scanner 24"');
  const employee = await visit("erik", `${APPS.helpdesk}/new?category=Others`);
  await submit(employee, subject);
  const page = await visit("carmen", `${APPS.helpdesk}/all`);
  const field = page.getByRole("searchbox");
  for (const text of ["überprüfung", "caf\u00e9 scanner", '24"']) {
    await field.fill(`${text} ${subject.split(" ").at(-1) ?? ""}`);
    await expect(rowLink(page, subject)).toBeVisible();
  }
  await field.fill("überprüfung ".repeat(400));
  await page.waitForURL((url) => (url.searchParams.get("q")?.length ?? 0) > 400);
  await expect(rowLink(page, subject)).toBeVisible();
});
