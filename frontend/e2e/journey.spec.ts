/** A ticket's way through three people's screens, each open all the time and never loaded again. */
import type { Locator, Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS, account } from "./stack";
import { rowLink, unique, write } from "./talk";

const AGENTS = ["ana", "ben", "gina"];

test("a request travels from its submission to its rating", async ({ visit, watch }) => {
  // The requester's page asks for the conversation before messaging has heard of the ticket.
  watch.expect(/^404 GET .*\/messaging\/tickets\//);
  watch.expect(/messaging\/ws\/tickets/);
  const subject = unique("The printer is out of toner");
  const coordinator = await visit("carmen", `${APPS.helpdesk}/triage`);
  const agents = await Promise.all(
    AGENTS.map(async (name) => {
      const page = await visit(name, APPS.main);
      await loaded(page);
      return { page, name: account(name).full_name, before: await unread(page) };
    }),
  );
  const employee = await visit("elena", `${APPS.helpdesk}/new`);
  await loaded(coordinator);

  await test.step("the employee submits", async () => {
    await employee.getByRole("button", { name: "IT Support" }).click();
    await employee.getByLabel("What do you need?").fill(subject);
    await employee.getByRole("combobox", { name: "Kind" }).click();
    await employee.getByRole("option", { name: "Technical Assistance" }).click();
    await employee.getByLabel("Tell us more").fill("Its display says so since this morning.");
    await employee.getByRole("button", { name: "Submit" }).click();
    await expect(employee.getByRole("heading", { level: 1, name: subject })).toBeVisible();
    await expect(status(employee, "New")).toBeVisible();
  });

  await test.step("the open triage page shows it, and the coordinator approves", async () => {
    await rowLink(coordinator, subject).click();
    await coordinator.getByRole("button", { name: "Approve" }).click();
    const dialog = coordinator.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Priority" }).click();
    await coordinator.getByRole("option", { name: "High" }).click();
    await dialog.getByRole("button", { name: "Approve" }).click();
    await expect(status(coordinator, "Open")).toBeVisible();
    await expect(status(employee, "Open")).toBeVisible();
  });

  const chosen = await test.step("it appears in an agent's open list", () =>
    Promise.any(
      agents.map(async (each) => {
        await rowLink(each.page, subject).waitFor();
        return each;
      }),
    ));
  const agent = chosen.page;

  await test.step("the agent's bell counts it", async () => {
    await expect.poll(() => unread(agent)).toBeGreaterThan(chosen.before);
    await rowLink(agent, subject).click();
    await expect(agent.getByRole("heading", { level: 2, name: "Triage" })).toBeVisible();
  });

  await test.step("they talk, and a note stays among staff", async () => {
    const note = unique("The spare toner is in the cellar.");
    const question = unique("Which printer exactly?");
    const answer = unique("The one by the lift.");
    await agent.getByText("Internal note", { exact: true }).click();
    await write(agent, note, "Save note");
    await expect(messages(agent).getByText(note)).toBeVisible();
    await agent.getByText("Public reply", { exact: true }).click();
    await write(agent, question);
    await expect(messages(employee).getByText(question)).toHaveCount(1);
    await write(employee, answer);
    await expect(messages(agent).getByText(answer)).toHaveCount(1);
    // The question came after the note: had the note been sent here, it would be shown.
    await expect(employee.getByText(note)).toHaveCount(0);
    await expect(messages(agent).getByRole("listitem")).toHaveText(
      [note, question, answer].map((text) => new RegExp(escaped(text))),
    );
  });

  await test.step("the agent takes every transition, and the employee sees it", async () => {
    await transition(agent, "Submit", "It needs new toner.");
    await expect(agent.getByRole("heading", { level: 2, name: "Resolve" })).toBeVisible();
    await expect(status(employee, "In progress")).toBeVisible();
    await expect(employee.getByText(`${chosen.name} works on it.`)).toBeVisible();
    await transition(agent, "Resolve", "There is new toner in it.");
    await expect(status(employee, "Resolved")).toBeVisible();
    await expect(status(coordinator, "Resolved")).toBeVisible();
    await expect(status(agent, "Resolved")).toBeVisible();
  });

  await test.step("the employee closes and rates, and everybody sees it", async () => {
    await employee.getByRole("button", { name: "Yes, it is solved" }).click();
    await expect(status(employee, "Closed")).toBeVisible();
    await employee.getByLabel("5 stars").press("Space");
    await employee.getByText("Quick", { exact: true }).click();
    await employee.getByRole("button", { name: "Send rating" }).click();
    await expect(employee.getByText("Thank you for your rating")).toBeVisible();
    await expect(status(coordinator, "Closed")).toBeVisible();
    await expect(status(agent, "Closed")).toBeVisible();
    await expect(coordinator.getByText("Elena Estrada rated it")).toBeVisible();
  });
});

async function loaded(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Notifications/ })).toBeVisible();
}

async function unread(page: Page): Promise<number> {
  const label = await page
    .getByRole("button", { name: /^Notifications/ })
    .getAttribute("aria-label");
  return Number(/\d+/.exec(label ?? "")?.[0] ?? 0);
}

function status(page: Page, name: string): Locator {
  return page.getByRole("main").getByText(name, { exact: true }).first();
}

function messages(page: Page): Locator {
  return page.getByRole("region", { name: "Messages" });
}

async function transition(page: Page, name: string, note: string): Promise<void> {
  await page.locator("#transitions").getByRole("button", { name }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Note").fill(note);
  await dialog.getByRole("button", { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

function escaped(text: string): string {
  return text.replace(/[.?]/g, "\\$&");
}
