import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { QueuedStack } from "./stack-work.ts";

/** Where everything lies that takes part in a plan and its verdict. */
const FOLDERS = ["address-plan", "components", "infra", "model", "policies"];
/** What lies there for tests and for readers alone. */
const ASIDE = /\/(testing|examples|pages)\/|\/example\.ts$/;
/** What npm installed; the lock file says it for a checkout that was never installed into. */
const INSTALLED = ["node_modules/.package-lock.json", "package-lock.json"];

/** The checkout that this code is part of, wherever the data lie. */
const codeRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The sources that a verdict may come from, sorted, relative to `root`. */
export function verdictSources(root: string = codeRoot): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.test)\.(ts|js|json)$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((file) => !ASIDE.test(file)),
  ).toSorted();
}

/**
 * A name for the code: sources of all folders that a verdict comes from, installed packages, Node, and those variables
 * of the environment that Pulumi's OpenStack provider takes defaults from.
 */
export function codeFingerprint(root: string = codeRoot, env: NodeJS.ProcessEnv = process.env): string {
  const hash = createHash("sha256");
  for (const file of verdictSources(root)) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  const installed = INSTALLED.map((file) => join(root, file)).find((file) => existsSync(file));
  hash.update(`\0packages\0`).update(installed === undefined ? "" : readFileSync(installed));
  const names = Object.keys(env).filter((name) => /^(OS|OPENSTACK|PULUMI)_/.test(name));
  const variables = names.toSorted().map((name) => [name, env[name]]);
  return hash.update(`\0${process.version}\0${JSON.stringify(variables)}`).digest("base64url");
}

/**
 * The key of a stack's verdict: the code and all that the stack's plan and judgement take in, as JSON text. Of
 * cloud-configs the SHA-256 stands in `work`.
 */
export function verdictKey(code: string, { stack, work, shared }: QueuedStack): string {
  return createHash("sha256").update(`${code}\0${stack}\0${shared}\0${work}`).digest("base64url");
}
