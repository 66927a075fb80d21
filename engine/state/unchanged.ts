import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkpointFile } from "../backend/state-file.ts";
import { masked, readCheckpoint, rootOutputs } from "../checkpoint.ts";
import type { UpResult } from "../update/events.ts";

/** What the last successful update of a stack left. */
interface Last {
  /** All that the update followed from, by the name that its caller gave it. */
  key: string;
  /** SHA-256 of the state. */
  state: string;
  resources: number;
}

const fileOf = (folder: string, project: string, stack: string): string =>
  join(folder, "last-updates", project, `${stack}.json`);

function stateDigest(folder: string, project: string, stack: string): string | undefined {
  try {
    return createHash("sha256")
      .update(readFileSync(checkpointFile(folder, project, stack)))
      .digest("base64url");
  } catch {
    return undefined;
  }
}

function lastUpdate(folder: string, project: string, stack: string): Last | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(folder, project, stack), "utf8")) as Last;
  } catch {
    return undefined;
  }
}

/**
 * Whether the state is what the last successful update left: then what the provider said of each resource agrees with
 * what the program asked for.
 *
 * @param folder of a file backend
 */
export function isAsUpdateLeft(folder: string, project: string, stack: string): boolean {
  const digest = stateDigest(folder, project, stack);
  return digest !== undefined && lastUpdate(folder, project, stack)?.state === digest;
}

/**
 * The result of an update that would have nothing to do: the last one followed from the same key and ended well, and
 * nobody has written the state since. Undefined otherwise. Like `pulumi up`, it does not look at the cloud.
 *
 * @param folder of a file backend
 */
export function unchangedResult(folder: string, project: string, stack: string, key: string): UpResult | undefined {
  const last = lastUpdate(folder, project, stack);
  if (last?.key !== key || !isAsUpdateLeft(folder, project, stack)) return undefined;
  const outputs = masked(rootOutputs(readCheckpoint(folder, project, stack)) ?? {}) as UpResult["outputs"];
  const { resources } = last;
  return { resources, changes: { create: 0, update: 0, replace: 0, delete: 0, same: resources }, outputs, seconds: 0 };
}

/** Notes what a successful update of a stack in a file backend followed from. */
export function noteUpdate(
  folder: string,
  project: string,
  stack: string,
  { key, resources }: Pick<Last, "key" | "resources">,
): void {
  const state = stateDigest(folder, project, stack);
  if (state === undefined) return;
  const path = fileOf(folder, project, stack);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, JSON.stringify({ key, state, resources } satisfies Last));
  renameSync(`${path}.new`, path);
}
