import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planRelease, type MadeResource } from "./made-resources.ts";

// What the code of today makes of `tests/released/<release>/stacks`, written down once, when it is released.
const release = process.argv[2] ?? "";
const file = join(import.meta.dirname, release, "resources.json");
if (!existsSync(join(import.meta.dirname, release, "stacks"))) {
  throw new Error(`There is no tests/released/${release}/stacks: node tests/released/record.ts <release>`);
}
if (existsSync(file)) throw new Error(`${file} is there already. What a release made does not change afterwards.`);
const stacks = await planRelease(release);
const made = Object.fromEntries(
  Object.entries(stacks).map(([stack, resources]) => [
    stack,
    resources.map(({ urn, replacing }): MadeResource => ({ urn, replacing })),
  ]),
);
writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 1)}\n`);
renameSync(`${file}.new`, file);
