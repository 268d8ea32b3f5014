import type { Page } from "@playwright/test";

/** A text that no other test and no earlier run has. */
export function unique(text: string): string {
  return `${text} ${crypto.randomUUID().slice(0, 8)}`;
}

/** Write into the conversation of the open ticket. */
export async function write(page: Page, body: string, button = "Send"): Promise<void> {
  await page.getByRole("textbox", { name: /^Write a (message|note)/ }).fill(body);
  await page.getByRole("button", { name: button, exact: true }).click();
}
