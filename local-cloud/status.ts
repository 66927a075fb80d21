import { readdir } from "node:fs/promises";
import { readInfo } from "./info.ts";
import { livingInit } from "./node-process.ts";
import { RUN_ROOT, runDir } from "./paths.ts";
import { runIn } from "./run-in.ts";
import type { CloudStatus } from "./types.ts";
import { readUnitStatus } from "./unit-status.ts";

/** State of a cloud. `memory: true` also measures its memory, which takes about a second. */
export async function cloudStatus(name: string, opts: { memory?: boolean } = {}): Promise<CloudStatus> {
  const info = await readInfo(name);
  if (!info) return { state: "absent", services: [] };
  const units = await readUnitStatus(runDir(name));
  const services = Object.entries(units?.units ?? {}).map(([service, unit]) => Object.assign({ name: service }, unit));
  if ((await livingInit(runDir(name))) === undefined) {
    return { state: "broken", reason: "its processes are gone", services, info };
  }
  if (units?.failure) {
    return { state: "broken", reason: `${units.failure.unit}: ${units.failure.reason}`, services, info };
  }
  const memory = opts.memory ? await measureMemory(name) : undefined;
  return { state: units?.state ?? "starting", info, services, memory };
}

/** Names of all clouds that have a run directory, running or not. */
export async function listClouds(): Promise<string[]> {
  const entries = await readdir(RUN_ROOT, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .toSorted();
}

/** Memory of a running cloud, its servers included: proportional set sizes, and the layers held in memory. */
async function measureMemory(name: string): Promise<CloudStatus["memory"]> {
  const result = await runIn(name, { node: true }, ["python3", "/opt/devcloud/memory.py"], { timeoutMs: 30_000 });
  return result.code === 0 ? (JSON.parse(result.stdout) as CloudStatus["memory"]) : undefined;
}
