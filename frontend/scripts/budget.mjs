/** Fails when a signed-in list page of an app loads more JavaScript than it may. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

const MOST_KB = 250;
const PAGES = {
  auth: ["src/features/systems/SystemsPage.tsx"],
  helpdesk: ["src/features/tickets/MyTicketsPage.tsx", "src/features/triage/TriagePage.tsx"],
  main: ["src/features/myWork/MyWorkPage.tsx", "src/features/workflows/WorkflowsPage.tsx"],
};

/** A page loads the texts of one language. */
const ENGLISH = /(locales|i18n)\/en[./]/;

let failed = false;
for (const [app, pages] of Object.entries(PAGES)) {
  const dist = path.resolve(import.meta.dirname, `../apps/${app}/dist`);
  const manifest = JSON.parse(await readFile(path.join(dist, ".vite/manifest.json"), "utf8"));
  for (const page of pages) {
    const files = new Set();
    collect(manifest, "index.html", files);
    collect(manifest, page, files);
    for (const text of Object.keys(manifest).filter((key) => ENGLISH.test(key))) {
      collect(manifest, text, files);
    }
    let bytes = 0;
    for (const file of files) bytes += (await stat(path.join(dist, `${file}.gz`))).size;
    const kb = Math.round(bytes / 1000);
    failed ||= kb > MOST_KB;
    console.log(`${app} ${page}: ${kb} kB of ${MOST_KB} kB gzipped JavaScript`);
  }
}
if (failed) process.exit(1);

/** The files that a chunk needs before it runs. */
function collect(manifest, key, files) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the build has no ${key}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const each of chunk.imports ?? []) collect(manifest, each, files);
}
