/**
 * Makes packages/api/src/generated from the OpenAPI documents in the folder given.
 *
 * With --check nothing is written, and the exit code says whether anything would change.
 */
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

import openapiTS, { astToString } from "openapi-typescript";
import prettier from "prettier";

const OUT = path.resolve(import.meta.dirname, "../packages/api/src/generated");
const HEADER = "/* Made from the service's OpenAPI document by `nox -s client`; do not edit. */\n";

const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const checks = process.argv.includes("--check");
if (!folder) throw new Error("usage: client.mjs FOLDER [--check]");

let changed = false;
await mkdir(OUT, { recursive: true });
for (const file of (await readdir(folder)).filter((name) => name.endsWith(".json")).sort()) {
  const document = JSON.parse(await readFile(path.join(folder, file), "utf8"));
  const target = path.join(OUT, file.replace(".json", ".ts"));
  const options = await prettier.resolveConfig(target);
  const made = await prettier.format(
    HEADER + astToString(await openapiTS(document, { defaultNonNullable: false })),
    {
      ...options,
      filepath: target,
    },
  );
  const present = await readFile(target, "utf8").catch(() => "");
  if (made === present) continue;
  changed = true;
  if (checks) console.error(`${path.relative(process.cwd(), target)} is not what the API says`);
  else await writeFile(target, made);
}
if (checks && changed) process.exit(1);
