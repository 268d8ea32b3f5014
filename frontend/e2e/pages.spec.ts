/** Every page: light, dark and on a phone; accessible, titled, within the width, without a fault. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, test } from "./people";
import { APPS, GATEWAY, OUT } from "./stack";
import { rowLink, submit, unique } from "./talk";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const LOOKS = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 850 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 850 } },
  phone: { colorScheme: "light", viewport: { width: 360, height: 780 } },
} as const;

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

test("there is something to show", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  const employee = await visit("elena", `${APPS.helpdesk}/new?category=Others`);
  const coordinator = await visit("carmen", `${APPS.helpdesk}/triage`);
  const subject = unique("The monitor has stripes");
  await submit(employee, subject);
  await rowLink(coordinator, subject).click();
  await coordinator.getByRole("button", { name: "Approve" }).click();
  await coordinator.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await employee.goto(`${APPS.helpdesk}/new?category=Others`);
  await submit(employee, unique("The keyboard lacks an E"));
});

// The pictures show more, and traces of so many pages are large.
test.use({ trace: "off" });

for (const { app, person, places } of TOURS) {
  test(`${app} for ${person ?? "strangers"}`, async ({ fresh, visit, watch }) => {
    test.setTimeout(300_000);
    watch.expect(/messaging\/ws\/tickets/);
    const page = person ? await visit(person, APPS[app]) : await (await fresh()).newPage();
    const titles: string[] = [];
    for (const { name, path } of places) {
      await test.step(name, async () => {
        await page.goto(APPS[app] + (await filled(page, path)));
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        for (const [look, { colorScheme, viewport }] of Object.entries(LOOKS)) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize(viewport);
          await settled(page);
          const picture = `${app}-${name}-${look}`;
          await page.screenshot({ path: `${OUT}/screenshots/${picture}.png`, fullPage: true });
          expect.soft(await violations(page), `accessibility of ${picture}`).toEqual([]);
          expect.soft(await width(page), `width of ${picture}`).toBe(viewport.width);
        }
        // A page is named after what it shows once that has been loaded.
        titles.push(await page.title());
      });
    }
    const same = titles.filter((title, at) => titles.indexOf(title) !== at);
    expect
      .soft(
        same.filter((title) => !VIEWS.test(title)),
        "titles of several pages",
      )
      .toEqual([]);
  });
}

/** Views of one page. */
const VIEWS = /^(New ticket|My work|IT Support) · /;

/** Where the parts of an address with a colon come from: a list's first item has them. */
const LISTS: Record<string, { list: string; field: string }> = {
  ":number": { list: "/helpdesk/tickets?status=New&limit=1", field: "number" },
  ":task": { list: "/workflow/tasks?status=assigned&limit=1", field: "ticket" },
  ":workflow": { list: "/workflow/workflows?q=IT+Support&limit=1", field: "id" },
};

async function filled(page: Page, path: string): Promise<string> {
  const [name] = /:\w+/.exec(path) ?? [];
  const from = name && LISTS[name];
  if (!from) return path;
  const answer = await page.request.get(GATEWAY + from.list);
  const { items } = (await answer.json()) as { items: Record<string, string>[] };
  return path.replace(name, items[0]?.[from.field] ?? "missing");
}

/** Once nothing loads or moves any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator(".mantine-Skeleton-root, .mantine-Loader-root")).toHaveCount(0);
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== "running"),
  );
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => {
      const where = nodes
        .slice(0, 4)
        .map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`);
      return `${id}: ${where.join(" | ")}`;
    });
}

function width(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
