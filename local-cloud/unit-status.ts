import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LocalCloudError } from "./errors.ts";
import { livingInit, logTail } from "./node-process.ts";
import type { Progress, ServiceStatus } from "./types.ts";

/** status.json as node/supervise.py writes it. */
export interface UnitStatus {
  state: "starting" | "running" | "broken";
  failure: { unit: string; reason: string; log: string } | null;
  units: Record<string, Omit<ServiceStatus, "name">>;
}

/** The supervisor's word about a node, or undefined before its first. */
export async function readUnitStatus(runDir: string): Promise<UnitStatus | undefined> {
  const text = await readFile(join(runDir, "status.json"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as UnitStatus);
}

/**
 * Reports each unit that becomes ready until all are.
 * @throws LocalCloudError with the failed unit, the reason and the end of its log.
 */
export async function followUntilRunning(runDir: string, progress: Progress, timeoutMs: number): Promise<void> {
  const reported = new Set<string>();
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const status = await readUnitStatus(runDir);
    const units = Object.entries(status?.units ?? {});
    for (const [name, unit] of units) {
      if (unit.state !== "ready" || reported.has(name)) continue;
      reported.add(name);
      progress(`${name} is ready (${reported.size} of ${units.length}, ${unit.seconds} s)`);
    }
    if (status?.state === "running") return;
    if (status?.failure) {
      const { unit, reason, log } = status.failure;
      throw new LocalCloudError(`${unit}: ${reason}\n${await logTail(runDir, log)}`);
    }
    if ((await livingInit(runDir)) === undefined) {
      throw new LocalCloudError(`the node ended:\n${await logTail(runDir, "console.log")}`);
    }
    if (Date.now() > deadline) {
      const waiting = units.filter(([, unit]) => unit.state !== "ready").map(([name]) => name);
      throw new LocalCloudError(`not ready after ${timeoutMs / 1000} s: ${waiting.join(", ")}`);
    }
    await sleep(150);
  }
}
