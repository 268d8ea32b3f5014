/** Signing in and out, and sessions that end while somebody types. */
import type { Browser, BrowserContext } from "@playwright/test";

import { expect, signIn, signedIn, test } from "./people";
import { APPS, GATEWAY, account, mailsTo } from "./stack";
import { unique } from "./talk";

const NEW_TICKET = `${APPS.helpdesk}/new?category=Others`;

test("an access token that is gone is replaced without a word", async ({ fresh, watch }) => {
  watch.expect(/^401 /);
  watch.expect(/\/ws/);
  const context = await fresh();
  const page = await signedIn(context, "emil", NEW_TICKET);
  const subject = unique("A word about the coffee machine");
  await page.getByLabel("What do you need?").fill(subject);
  await context.clearCookies({ name: "access_token" });
  await page.getByLabel("Tell us more").fill("It makes tea.");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
});

test("what is typed survives a session that ended elsewhere", async ({ browser, fresh, watch }) => {
  watch.expect(/^401 /);
  watch.expect(/\/ws/);
  const context = await fresh();
  const page = await signedIn(context, "emil", NEW_TICKET);
  const subject = unique("The door does not close");
  await page.getByLabel("What do you need?").fill(subject);
  await endElsewhere(browser, context);
  await page.getByLabel("Tell us more").fill("Since this morning.");

  const dialog = page.getByRole("dialog", { name: "You have been signed out" });
  await expect(dialog).toBeVisible();
  const [door] = await Promise.all([
    context.waitForEvent("page"),
    dialog.getByRole("link", { name: "Sign in again" }).click(),
  ]);
  await signIn(door, account("emil"));
  await door.waitForURL(`${APPS.helpdesk}/**`);

  await page.bringToFront();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("What do you need?")).toHaveValue(subject);
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
});

test("signing out of one app signs out of all", async ({ fresh, watch }) => {
  watch.expect(/^401 /);
  watch.expect(/\/ws/);
  const context = await fresh();
  const helpdesk = await signedIn(context, "admin", `${APPS.helpdesk}/`);
  const main = await context.newPage();
  await main.goto(APPS.main);
  const auth = await context.newPage();
  await auth.goto(`${APPS.auth}/profile`);
  await expect(auth.getByRole("heading", { level: 1, name: "Your profile" })).toBeVisible();
  await expect(main.getByRole("heading", { level: 1 })).toBeVisible();

  await helpdesk.bringToFront();
  await helpdesk.getByRole("button", { name: "Your account" }).click();
  await helpdesk.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(helpdesk).toHaveURL(`${APPS.auth}/sign-in`);
  for (const page of [main, auth]) {
    await page.bringToFront();
    await expect(page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
  }
});

test("a deep link leads back after signing in", async ({ fresh }) => {
  const context = await fresh();
  const wanted = `${APPS.main}/workflows?q=Asset`;
  const page = await signedIn(context, "admin", wanted);
  await expect(page.getByRole("link", { name: "Asset Check In" })).toBeVisible();
  await expect(page.getByRole("link", { name: "IT Support" })).toHaveCount(0);
});

test("who is signed in and opens the sign-in page goes on to what they wanted", async ({
  fresh,
}) => {
  const context = await fresh();
  const page = await signedIn(context, "admin", `${APPS.auth}/`);
  const home = page.getByRole("heading", { level: 1, name: "Hello, Alex Admin" });
  const wanted = `${APPS.main}/workflows?q=Asset`;
  const door = (next: string) => `${APPS.auth}/sign-in?next=${encodeURIComponent(next)}`;

  await page.goto(door(wanted));
  await expect(page).toHaveURL(wanted);
  await page.goBack();
  await expect(home).toBeVisible();
  const elsewhere = ["https://evil.example/", "javascript:alert(1)", `${APPS.main}@evil.example/`];
  for (const next of [...elsewhere, `${APPS.auth}/sign-in`]) {
    await page.goto(door(next));
    await expect(page).toHaveURL(`${APPS.auth}/`);
    await expect(home).toBeVisible();
  }

  await page.goto(wanted);
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Use another account" }).click();
  await expect(page).toHaveURL(door(wanted));
  await signIn(page, account("ana"));
  await expect(page).toHaveURL(wanted);
});

test("one registers, confirms by mail, signs in, and replaces a forgotten password", async ({
  fresh,
  watch,
}) => {
  watch.expect(/^401 POST .*\/auth\/login/);
  watch.expect(/^422 POST .*\/auth\/(register|verify-email)/);
  const context = await fresh();
  const page = await context.newPage();
  const email = `${unique("nora").replace(" ", "-")}@tts.example`;
  const first = "a sentence that nobody guesses";
  const second = "another sentence nobody guesses";

  await page.goto(`${APPS.auth}/sign-in`);
  await page.getByRole("link", { name: "New here? Create an account" }).click();
  await page.getByLabel("Full name").fill(" ");
  await page.getByLabel("E-mail address").fill(email);
  for (const field of await page.locator("input[type=password]").all()) await field.fill(first);
  const submit = page.getByRole("button", { name: "Create account" });
  await submit.click();
  await expect(page.getByText("on one line that begins without a space")).toBeVisible();
  await page.getByLabel("Full name").fill("Nora New");
  await submit.click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();

  await page.goto(await linkTo(email, "verify-email"));
  for (const password of [second, first]) {
    await page.locator("input[type=password]").fill(password);
    await page.getByRole("button", { name: "Confirm" }).click();
  }
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, { email, password: first });
  await expect(page.getByRole("heading", { level: 1, name: "Hello, Nora New" })).toBeVisible();
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status").getByText(email)).toBeVisible();

  await page.goto(await linkTo(email, "reset-password"));
  for (const field of await page.locator("input[type=password]").all()) await field.fill(second);
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, { email, password: first });
  await expect(page.getByRole("alert")).toContainText("That did not work");
  await signIn(page, { email, password: second });
  await expect(page.getByRole("heading", { level: 1, name: "Hello, Nora New" })).toBeVisible();
});

/** End the session as one does on the list of devices, so that this browser still has its cookies. */
async function endElsewhere(browser: Browser, context: BrowserContext): Promise<void> {
  const other = await browser.newContext({ storageState: await context.storageState() });
  const headers = { Origin: APPS.auth };
  const answer = await other.request.post(`${GATEWAY}/auth/logout`, { headers });
  expect(answer.ok()).toBe(true);
  await other.close();
  // Services know of it when the token ends: it ends now.
  await context.clearCookies({ name: "access_token" });
}

/** The link in the newest mail that has one to this page of the auth app. */
async function linkTo(email: string, path: string): Promise<string> {
  let link: string | undefined;
  await expect
    .poll(async () => {
      const links = (await mailsTo(email)).flatMap(
        (mail) => mail.match(/https?:[^\s"<>&]+#token=[^\s"<>&]+/g) ?? [],
      );
      link = links.find((each) => each.includes(path));
      return link;
    })
    .toBeDefined();
  return link ?? "";
}
