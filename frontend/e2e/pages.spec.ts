/** Every page: light, dark, on a phone and in German; accessible, titled, without a fault. */
import type { Page } from "@playwright/test";

import { LOOKS, type Look, filled, inspect, picture, settled } from "./looks";
import { expect, test } from "./people";
import { APPS } from "./stack";
import { fillDesk } from "./talk";

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
      place("workflows", "/workflows"),
      place("workflow", "/workflows/:workflow"),
      place("workflow-list", "/workflows/:workflow?view=list"),
      place("workflow-details", "/workflows/:workflow?tab=details"),
      place("workflow-versions", "/workflows/:workflow?tab=versions"),
      place("tickets", "/tickets"),
      place("unmatched", "/unmatched"),
    ],
  },
  {
    app: "main",
    person: "gina",
    places: [
      place("work", "/"),
      place("work-claim", "/?tab=claim"),
      place("work-acted", "/?tab=acted"),
      place("task", "/ticket/:task"),
      place("notifications", "/notifications"),
      place("settings", "/settings/notifications"),
    ],
  },
];

test("there is something to show", async ({ visit, watch }) => {
  watch.expect(/messaging\/(ws\/)?tickets/);
  await fillDesk(visit);
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
        for (const look of Object.keys(LOOKS) as Look[]) {
          await inspect(page, `${app}-${name}`, look);
        }
        // A page is named after what it shows once that has been loaded.
        titles.push(await page.title());
        await inGerman(page, `${app}-${name}`);
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

/** German words are long, which shows on a phone. */
async function inGerman(page: Page, name: string): Promise<void> {
  await choose(page, "de");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await settled(page);
  await picture(page, `${name}-german`);
  await choose(page, "en");
}

async function choose(page: Page, language: string): Promise<void> {
  await page.evaluate((chosen) => {
    localStorage.setItem("tts-language", chosen);
  }, language);
  await page.reload();
}
