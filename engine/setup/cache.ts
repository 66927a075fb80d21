import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../host/cache-folder.ts";
import { OFFICIAL_ARCHIVES, OFFICIAL_PLUGINS, VERSIONS } from "./versions.ts";

/** Root of the repository. */
export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** The Go modules that the engine is built from. */
export const goSources = fileURLToPath(new URL("../go", import.meta.url));

/** Where one fingerprint's engine lives, outside the repository. */
export interface EngineCache {
  readonly root: string;
  /** The CLI and, beside it, its language host: built from Go modules. */
  readonly built: string;
  /** Built plugins before they go into PULUMI_HOME; apart, as Pulumi takes one beside itself for the user's. */
  readonly builtPlugins: string;
  /** The same, unpacked from the official archive. */
  readonly official: string;
  /** PULUMI_HOME, unless the user has one: ours never touches `~/.pulumi`. */
  readonly pulumiHome: string;
  readonly lock: string;
  /** On the same file system as the rest, so that a finished file is put in place by a rename. */
  readonly temporary: string;
}

/** The cache of the engine that this checkout pins. */
export function engineCache(env: NodeJS.ProcessEnv = process.env): EngineCache {
  const root = join(cacheFolder(env), "engine", fingerprint());
  return {
    root,
    built: join(root, "built"),
    builtPlugins: join(root, "built-plugins"),
    official: join(root, "official"),
    pulumiHome: join(root, "home"),
    lock: join(root, "lock"),
    temporary: join(root, "tmp"),
  };
}

let known: string | undefined;

/** A name for all that decides what the built engine is: pins, go.mod, go.sum and our Go sources. */
function fingerprint(): string {
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(JSON.stringify([VERSIONS, OFFICIAL_ARCHIVES, OFFICIAL_PLUGINS]));
  for (const file of filesBelow(goSources)) hash.update(`\0${relative(goSources, file)}\0`).update(readFileSync(file));
  return (known = hash.digest("hex").slice(0, 16));
}

/** Go sources and module files only: the fingerprint does not change with a README. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && /\.(go|mod|sum|json)$/.test(e.name))
    .map((e) => join(e.parentPath, e.name))
    .toSorted();
}
