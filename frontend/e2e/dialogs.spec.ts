/** What opens over a page: accessible, drawn in light and dark, closed by Escape to where one was. */
import { filled, inspect, settled } from "./looks";
import { expect, test } from "./people";
import { APPS, type App } from "./stack";
import { fillDesk } from "./talk";

/** `button` opens it; a role other than a dialog's is named. */
type Opened = { name: string; path: string; button: string | RegExp; role?: "menu" };

const opened = (name: string, path: string, button: string | RegExp): Opened => ({
  name,
  path,
  button,
});

const CASES: { app: App; person: string; dialogs: Opened[] }[] = [
  {
    app: "helpdesk",
    person: "carmen",
    dialogs: [
      opened("approve", "/ticket/:number", "Approve"),
      opened("reject", "/ticket/:number", "Reject"),
      opened("withdraw", "/ticket/:number", "Withdraw"),
      opened("keys", "/triage", /^Keyboard shortcuts/),
      opened("search", "/", /^Search/),
      opened("bell", "/", /^Notifications/),
      { ...opened("account", "/", "Your account"), role: "menu" },
    ],
  },
  {
    app: "main",
    person: "gina",
    dialogs: [
      opened("transition", "/ticket/:task", "Submit"),
      opened("transfer", "/ticket/:task", "Transfer"),
      opened("escalate", "/ticket/:task", "Escalate"),
    ],
  },
  {
    app: "main",
    person: "admin",
    dialogs: [opened("new-workflow", "/workflows", "New workflow")],
  },
];

test("there is something to decide", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  await fillDesk(visit);
});

for (const { app, person, dialogs } of CASES) {
  test(`${app} for ${person}`, async ({ visit, watch }) => {
    watch.expect(/messaging\/ws\/tickets/);
    const page = await visit(person, APPS[app]);
    for (const { name, path, button, role = "dialog" } of dialogs) {
      await test.step(name, async () => {
        await page.goto(APPS[app] + (await filled(page, path)));
        const opener = page.getByRole("button", { name: button }).first();
        await opener.focus();
        await page.keyboard.press("Enter");
        const over = page.getByRole(role);
        await expect(over).toBeVisible();
        await inspect(page, `${app}-dialog-${name}`, "dark");
        await inspect(page, `${app}-dialog-${name}`, "light");
        await page.keyboard.press("Escape");
        await expect(over).toBeHidden();
        await expect(opener).toBeFocused();
        await settled(page);
      });
    }
  });
}
