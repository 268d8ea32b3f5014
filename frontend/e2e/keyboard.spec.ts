/** A coordinator decides without touching the mouse. */
import { expect, test } from "./people";
import { APPS } from "./stack";
import { rowLink, submit, unique } from "./talk";

test("a coordinator triages by keyboard alone", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const subjects = ["The first chair wobbles", "The second chair wobbles"].map(unique);
  const employee = await visit("erik", `${APPS.helpdesk}/new?category=Others`);
  for (const subject of subjects) {
    await employee.goto(`${APPS.helpdesk}/new?category=Others`);
    await submit(employee, subject);
  }
  const page = await visit("carmen", `${APPS.helpdesk}/triage`);
  const [approved, rejected] = subjects as [string, string];
  const { keyboard } = page;
  const focused = page.locator(":focus");
  const open = async (subject: string) => {
    await expect(rowLink(page, subject)).toBeVisible();
    await keyboard.press("j");
    const rows = await page.locator("[data-row]").count();
    for (let moves = 0; moves < rows; moves++) {
      if ((await focused.textContent())?.includes(subject)) break;
      await keyboard.press("j");
    }
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  };

  await page.getByRole("heading", { level: 1 }).waitFor();
  await keyboard.press("Shift+?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await open(approved);
  await keyboard.press("a");
  await expect(page.getByRole("dialog").getByRole("combobox", { name: "Priority" })).toBeFocused();
  // The list of priorities opens, and the next more urgent one is taken.
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowUp");
  await keyboard.press("Enter");
  while ((await focused.textContent()) !== "Approve") await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByText("Open", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("High", { exact: true }).first()).toBeVisible();

  await keyboard.press("q");
  await expect(page).toHaveURL(`${APPS.helpdesk}/triage`);
  await open(rejected);
  await keyboard.press("r");
  await expect(page.getByRole("dialog").getByLabel("Reason")).toBeFocused();
  await keyboard.type("Chairs are bought in spring.");
  await keyboard.press("Control+Enter");
  await expect(page.getByText("Rejected", { exact: true }).first()).toBeVisible();
});
