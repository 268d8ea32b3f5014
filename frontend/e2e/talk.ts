import type { Locator, Page } from "@playwright/test";

/** A text that no other test and no earlier run has. */
export function unique(text: string): string {
  return `${text} ${crypto.randomUUID().slice(0, 8)}`;
}

/** Write into the conversation of the open ticket. */
export async function write(page: Page, body: string, button = "Send"): Promise<void> {
  await page.getByRole("textbox", { name: /^Write a (message|note)/ }).fill(body);
  await page.getByRole("button", { name: button, exact: true }).click();
}

/** Submit the request whose category the page has chosen already. */
export async function submit(page: Page, subject: string): Promise<void> {
  await page.getByLabel("What do you need?").fill(subject);
  await page.getByLabel("Tell us more").fill("Since this morning.");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("heading", { level: 1, name: subject }).waitFor();
}

/** The link of a list's row; a toast may name the same ticket. */
export function rowLink(page: Page, name: string): Locator {
  return page.locator("[data-row]").getByRole("link", { name });
}
