/** How pages look, and what is wrong with them. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect } from "./people";
import { GATEWAY, OUT } from "./stack";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const WIDE = { width: 1280, height: 850 };
const NARROW = { width: 360, height: 780 };

export const LOOKS = {
  light: { colorScheme: "light", viewport: WIDE },
  dark: { colorScheme: "dark", viewport: WIDE },
  phone: { colorScheme: "light", viewport: NARROW },
} as const;

export type Look = keyof typeof LOOKS;

/** Give a page a look, take its picture, and expect that everybody can read and use it. */
export async function inspect(page: Page, name: string, look: Look): Promise<void> {
  const { colorScheme, viewport } = LOOKS[look];
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(viewport);
  await settled(page);
  await picture(page, `${name}-${look}`);
  expect.soft(await violations(page), `accessibility of ${name}, ${look}`).toEqual([]);
}

/** Take a page's picture, and expect that it is as wide as the window and all of it is text. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${OUT}/screenshots/${name}.png`, fullPage: true });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `width of ${name}`).toBe(page.viewportSize()?.width);
  // What the console shows are names.
  if (page.url().startsWith(GATEWAY)) return;
  const lines = (await page.locator("body").innerText()).split("\n");
  expect
    .soft(
      lines.filter((line) => KEY.test(line)),
      `names of texts instead of texts in ${name}`,
    )
    .toEqual([]);
}

const KEY = /^(\w+:)?[a-z]\w*(\.\w+)+$/;

/** Where the parts of an address with a colon come from: a list's first item has them. */
const LISTS: Record<string, { list: string; field: string }> = {
  ":number": { list: "/helpdesk/tickets?status=New&limit=1", field: "number" },
  ":task": { list: "/workflow/tasks?status=assigned&limit=1", field: "ticket" },
  ":workflow": { list: "/workflow/workflows?q=IT+Support&limit=1", field: "id" },
};

/** An address with the parts that have a colon filled in. */
export async function filled(page: Page, path: string): Promise<string> {
  const [name] = /:\w+/.exec(path) ?? [];
  const from = name && LISTS[name];
  if (!from) return path;
  const answer = await page.request.get(GATEWAY + from.list);
  const { items } = (await answer.json()) as { items: Record<string, string>[] };
  return path.replace(name, items[0]?.[from.field] ?? "missing");
}

/** Once nothing loads or moves any more. */
export async function settled(page: Page): Promise<void> {
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
