/** Every page: light, dark and on a phone; accessible, titled, within the width, without a fault. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS, OUT } from "./stack";
import { rowLink, submit, unique } from "./talk";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { colorScheme: "light", viewport: { width: 360, height: 780 } },
} as const;
const PHONE_WIDTH = 360;

type Place = { name: string; path: string };
type Tour = { app: keyof typeof APPS; person: string | null; places: Place[] };

const place = (name: string, path: string): Place => ({ name, path });

const TOURS: Tour[] = [
  {
    app: "auth",
    person: null,
    places: [
      place("sign-in", "/sign-in"),
      place("register", "/register"),
      place("forgot-password", "/forgot-password"),
      place("reset-password", "/reset-password#token=x"),
      place("verify-email", "/verify-email"),
    ],
  },
  { app: "auth", person: "admin", places: [place("systems", "/"), place("profile", "/profile")] },
  {
    app: "helpdesk",
    person: "elena",
    places: [
      place("home", "/"),
      place("categories", "/new"),
      place("new", "/new?category=IT%20Support"),
      place("new-asset", "/new?category=Asset%20Check%20In"),
      place("drafts", "/drafts"),
      place("tickets", "/tickets"),
      place("ticket", "/ticket/:number"),
      place("edit", "/ticket/:number/edit"),
      place("notifications", "/notifications"),
      place("settings", "/settings/notifications"),
      place("nowhere", "/nowhere"),
    ],
  },
  {
    app: "helpdesk",
    person: "carmen",
    places: [
      place("home-coordinator", "/"),
      place("triage", "/triage"),
      place("all", "/all"),
      place("ticket-coordinator", "/ticket/:number"),
    ],
  },
  {
    app: "main",
    person: "admin",
    places: [
      place("work", "/"),
      place("work-claim", "/?tab=claim"),
      place("workflows", "/workflows"),
      place("workflow", "/workflows/:workflow"),
      place("workflow-list", "/workflows/:workflow?view=list"),
      place("workflow-details", "/workflows/:workflow?tab=details"),
      place("workflow-versions", "/workflows/:workflow?tab=versions"),
      place("tickets", "/tickets"),
      place("task", "/ticket/:task"),
      place("unmatched", "/unmatched"),
      place("notifications", "/notifications"),
      place("settings", "/settings/notifications"),
    ],
  },
];

test.describe.configure({ mode: "serial" });

const known = { ":number": "", ":task": "", ":workflow": "" };

test("there is something to show", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const employee = await visit("elena", `${APPS.helpdesk}/new?category=Others`);
  const coordinator = await visit("carmen", `${APPS.helpdesk}/triage`);
  const subject = unique("The monitor has stripes");
  await submit(employee, subject);
  known[":task"] = lastOf(employee);
  await rowLink(coordinator, subject).click();
  await coordinator.getByRole("button", { name: "Approve" }).click();
  await coordinator.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await employee.goto(`${APPS.helpdesk}/new?category=Others`);
  await submit(employee, unique("The keyboard lacks an E"));
  known[":number"] = lastOf(employee);
  const admin = await visit("admin", `${APPS.main}/workflows`);
  await admin.getByRole("link", { name: "IT Support" }).click();
  await admin.waitForURL(/workflows\/.+/);
  known[":workflow"] = lastOf(admin);
});

for (const { app, person, places } of TOURS) {
  for (const [look, options] of Object.entries(LOOKS)) {
    test(`${app} for ${person ?? "strangers"}, ${look}`, async ({ fresh, visit, watch }) => {
      watch.expect(/messaging\/ws\/tickets/);
      const page = person
        ? await visit(person, APPS[app], options)
        : await (await fresh(options)).newPage();
      const titles = new Map<string, string>();
      for (const { name, path } of places) {
        await test.step(name, async () => {
          await open(page, APPS[app] + filled(path));
          await page.screenshot({
            path: `${OUT}/screenshots/${app}-${name}-${look}.png`,
            fullPage: true,
          });
          expect.soft(await violations(page), `accessibility of ${name}`).toEqual([]);
          if (look === "phone") expect.soft(await width(page), name).toBe(PHONE_WIDTH);
          titles.set(name, await page.title());
        });
      }
      const same = [...titles.values()].filter((title, at, all) => all.indexOf(title) !== at);
      expect(same.filter((title) => !MAY_REPEAT.test(title)), "titles of several pages").toEqual([]);
    });
  }
}

/** Views of one page. */
const MAY_REPEAT = /^(New ticket|My work|IT Support) · /;

function filled(path: string): string {
  return path.replace(/:\w+/, (name) => known[name as keyof typeof known]);
}

function lastOf(page: Page): string {
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** Once nothing loads any more. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".mantine-Skeleton-root, .mantine-Loader-root")).toHaveCount(0);
  await page.waitForFunction(() => document.getAnimations().every((each) => each.playState !== "running"));
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => {
      const where = nodes.slice(0, 4).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`);
      return `${id}: ${where.join(" | ")}`;
    });
}

function width(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
