import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { asText } from "../model/text.ts";
import { capture } from "./command.ts";
import { readInfo } from "./info.ts";
import { livingInit } from "./node-process.ts";
import { defaultCacheDir, runDir, runRoot } from "./paths.ts";
import { runIn } from "./run-in.ts";
import type { CloudStatus } from "./types.ts";
import { readUnitStatus } from "./unit-status.ts";

const GONE = { en: "its processes are gone", vi: "các tiến trình của nó không còn" };

/** State of a cloud. `memory: true` also measures its memory, which takes about a second. */
export async function cloudStatus(name: string, opts: { memory?: boolean } = {}): Promise<CloudStatus> {
  const info = await readInfo(name);
  if (!info) return { state: "absent", services: [] };
  const units = await readUnitStatus(runDir(name));
  const services = Object.entries(units?.units ?? {}).map(([service, unit]) => Object.assign({ name: service }, unit));
  if ((await livingInit(runDir(name))) === undefined) {
    return { state: "broken", reason: GONE, services, info };
  }
  if (units?.failure) {
    return { state: "broken", reason: asText(`${units.failure.unit}: ${units.failure.reason}`), services, info };
  }
  const memory = opts.memory ? await measureMemory(name) : undefined;
  return { state: units?.state ?? "starting", info, services, memory };
}

/** Names of all clouds that have a run directory, running or not. */
export async function listClouds(): Promise<string[]> {
  const entries = await readdir(runRoot(), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .toSorted();
}

/** What of the local clouds there is on this machine. */
export interface Standing {
  clouds: { name: string; status: CloudStatus }[];
  /** What clouds start from, and unfinished builds of it. */
  trees: { path: string; bytes: number }[];
}

/** Every cloud, running or not, with its memory, and every tree with its size: seconds for some gigabytes. */
export async function standing(): Promise<Standing> {
  const clouds = (await listClouds()).map(async (name) => ({
    name,
    status: await cloudStatus(name, { memory: true }),
  }));
  const entries = await readdir(defaultCacheDir()).catch(() => []);
  const paths = entries.map((entry) => join(defaultCacheDir(), entry)).toSorted();
  const trees = paths.map(async (path) => ({ path, bytes: await sizeOf(path) }));
  return { clouds: await Promise.all(clouds), trees: await Promise.all(trees) };
}

async function sizeOf(path: string): Promise<number> {
  const { stdout } = await capture(["du", "-s", "--block-size=1", path]);
  return Number.parseInt(stdout, 10) || 0;
}

/** Memory of a running cloud, its servers included: proportional set sizes, and the layers held in memory. */
async function measureMemory(name: string): Promise<CloudStatus["memory"]> {
  const result = await runIn(name, { node: true }, ["python3", "/opt/devcloud/memory.py"], { timeoutMs: 30_000 });
  return result.code === 0 ? (JSON.parse(result.stdout) as CloudStatus["memory"]) : undefined;
}
