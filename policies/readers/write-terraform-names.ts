import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Writes terraform-names.json: what the Terraform provider calls things, and what @pulumi/openstack calls them. The
 * types come from the table that our provider is built with, the inputs from the declarations of the npm package.
 *
 *     npx node policies/readers/write-terraform-names.ts
 */

const TOKENS = fileURLToPath(
  new URL("../../engine/go/providers/pulumi-resource-openstack/tokens.json", import.meta.url),
);
const TARGET = fileURLToPath(new URL("terraform-names.json", import.meta.url));
const SDK = dirname(createRequire(import.meta.url).resolve("@pulumi/openstack/package.json"));

type Shape = Record<string, string>;
const shapes: Record<string, Shape> = {};

/** Members of one interface: `value`, `list`, or `one:` and `many:` with the shape of the objects in it. */
function readShape(name: string, body: string, indent: string): void {
  const shape: Shape = {};
  for (const match of body.matchAll(new RegExp(`^${indent}(\\w+)\\??: pulumi\\.Input<([^\\n]*)`, "gm"))) {
    const [, key = "", type = ""] = match;
    const nested = /inputs\.(\w+)\.(\w+)/.exec(type);
    const many = type.includes("[]");
    shape[key] = nested ? `${many ? "many" : "one"}:${nested[1]}.${nested[2]}` : many ? "list" : "value";
  }
  shapes[name] = shape;
}

// Our own table
const { resources } = JSON.parse(readFileSync(TOKENS, "utf8")) as { resources: Record<string, string> };
const types: Record<string, string> = {};
for (const [terraform, token] of Object.entries(resources)) {
  const [, path = "", name = ""] = token.split(":");
  const [module = "", file = ""] = path.split("/");
  const folder = module === "index" ? SDK : join(SDK, module);
  const found = readdirSync(folder).find((each) => each.toLowerCase() === `${file}.d.ts`.toLowerCase());
  if (found === undefined) throw new Error(`@pulumi/openstack has no ${token}`);
  const text = readFileSync(join(folder, found), "utf8");
  const body = new RegExp(`interface ${name}Args \\{\\n([\\s\\S]*?)\\n\\}`).exec(text)?.[1];
  if (body === undefined) throw new Error(`${found} has no ${name}Args`);
  types[terraform] = token;
  readShape(token, body, "    ");
}

const declared = readFileSync(join(SDK, "types/input.d.ts"), "utf8");
for (const [, module = "", body = ""] of declared.matchAll(/namespace (\w+) \{\n([\s\S]*?)\n\}/g)) {
  for (const [, name = "", members = ""] of body.matchAll(/^    interface (\w+) \{\n([\s\S]*?)\n    \}/gm)) {
    readShape(`${module}.${name}`, members, "        ");
  }
}

writeFileSync(`${TARGET}.new`, `${JSON.stringify({ types, shapes }, null, 1)}\n`);
renameSync(`${TARGET}.new`, TARGET);
