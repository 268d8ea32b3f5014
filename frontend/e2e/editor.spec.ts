/** An admin draws a workflow, and the next ticket runs by it. */
import type { Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS, account } from "./stack";
import { choose, rowLink, submit, unique } from "./talk";

// No seeded workflow takes such tickets in this department.
const DEPARTMENT = "Asset Department";
const CATEGORY = "Others";

test("a drawn workflow carries the next ticket", async ({ visit, watch }) => {
  watch.expect(/^404 GET .*\/messaging\/tickets\//);
  watch.expect(/messaging\/ws\/tickets/);
  const name = unique("Coffee machines");
  const admin = await visit("admin", `${APPS.main}/workflows`);

  await test.step("the admin creates it", async () => {
    await admin.getByRole("button", { name: "New workflow" }).first().click();
    const dialog = admin.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await choose(admin, "Category", CATEGORY);
    await choose(admin, "Department", DEPARTMENT);
    await dialog.getByRole("button", { name: "Create and draw" }).click();
    await expect(admin.getByRole("heading", { level: 1, name })).toBeVisible();
  });

  await test.step("draws two steps, connects them and tidies up", async () => {
    await admin.getByRole("button", { name: "Add step" }).click();
    await admin.getByLabel("Name", { exact: true }).fill("Look at it");
    await choose(admin, "Role", /^Asset Manager/);
    await admin.getByRole("button", { name: "Add step" }).click();
    await admin.getByLabel("Name", { exact: true }).fill("All is well");
    await admin.getByLabel("Work ends here").check();
    await connect(admin, "Look at it", "All is well");
    await expect(admin.getByText("No problems")).toBeVisible();
    await admin.getByRole("button", { name: "Tidy up" }).click();
  });

  await test.step("publishes it", async () => {
    await admin.getByRole("button", { name: "Publish" }).click();
    await admin.getByRole("button", { name: "Save and publish" }).click();
    await expect(admin.getByText("Same as version 1")).toBeVisible();
  });

  const subject = unique("The coffee machine makes tea");
  await test.step("a ticket is submitted and approved", async () => {
    const employee = await visit("erik", `${APPS.helpdesk}/new?category=${CATEGORY}`);
    await submit(employee, subject);
    const coordinator = await visit("carlo", `${APPS.helpdesk}/triage`);
    await rowLink(coordinator, subject).click();
    await coordinator.getByRole("button", { name: "Approve" }).click();
    const dialog = coordinator.getByRole("dialog");
    await choose(coordinator, "Department", DEPARTMENT);
    await dialog.getByRole("button", { name: "Approve" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("it runs by the new workflow", async () => {
    await admin.getByRole("link", { name: "All tickets" }).click();
    await rowLink(admin, subject).click();
    await expect(admin.getByRole("heading", { level: 2, name: "Look at it" })).toBeVisible();
    await expect(admin.getByText(`${name}, version 1`)).toBeVisible();
    const managers = ["marco", "maria"].map((each) => account(each).full_name).join("|");
    await expect(admin.getByRole("main").getByText(new RegExp(managers)).first()).toBeVisible();
  });

  await test.step("the admin pauses it", async () => {
    await admin.getByRole("link", { name: "Workflows" }).click();
    await admin.getByRole("link", { name }).click();
    await admin.getByRole("button", { name: "More actions" }).click();
    await admin.getByRole("menuitem", { name: "Pause" }).click();
    await admin.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
    await expect(admin.getByText("Paused", { exact: true })).toBeVisible();
  });
});

/** Drag from the bottom of one step to the top of another. */
async function connect(page: Page, from: string, to: string): Promise<void> {
  const [x, y] = await middle(page, from, "bottom");
  const [targetX, targetY] = await middle(page, to, "top");
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(targetX, targetY, { steps: 10 });
  await page.mouse.up();
}

async function middle(page: Page, step: string, side: string): Promise<[number, number]> {
  const node = page.locator(".react-flow__node").filter({ hasText: step });
  const box = await node.locator(`.react-flow__handle-${side}`).boundingBox();
  if (!box) throw new Error(`${step} has no ${side}`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}
