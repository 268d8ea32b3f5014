import type { Locator, Page } from "@playwright/test";

import type { Visit } from "./people";
import { APPS } from "./stack";

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

/** Choose from a list, the last one of that name on the page. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).last().click();
  await page.getByRole("option", { name: option }).click();
}

/** The link of a list's row; a toast may name the same ticket. */
export function rowLink(page: Page, name: string): Locator {
  return page.locator("[data-row]").getByRole("link", { name });
}

/** There are as many agents, who are given work in turn. */
const AGENTS = 3;

/** A task for each agent, and a request that waits for a decision. */
export async function fillDesk(visit: Visit): Promise<void> {
  const employee = await visit("elena", APPS.helpdesk);
  const coordinator = await visit("carmen", `${APPS.helpdesk}/triage`);
  for (let count = 0; count < AGENTS; count++) {
    const subject = unique("The monitor has stripes");
    await employee.goto(`${APPS.helpdesk}/new?category=Others`);
    await submit(employee, subject);
    await coordinator.goto(`${APPS.helpdesk}/triage`);
    await rowLink(coordinator, subject).click();
    await coordinator.getByRole("button", { name: "Approve" }).click();
    const dialog = coordinator.getByRole("dialog");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await dialog.waitFor({ state: "hidden" });
  }
  await employee.goto(`${APPS.helpdesk}/new?category=Others`);
  await submit(employee, unique("The keyboard lacks an E"));
}
