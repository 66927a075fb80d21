import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { asText, type Progress } from "../model/text.ts";
import { LocalCloudError } from "./errors.ts";
import { livingInit, logTail } from "./node-process.ts";
import type { ServiceStatus } from "./types.ts";

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
      const [count, all] = [reported.size, units.length];
      progress({
        en: `${name} is ready (${count} of ${all}, ${unit.seconds} s)`,
        vi: `${name} đã sẵn sàng (${count}/${all}, ${unit.seconds} giây)`,
      });
    }
    if (status?.state === "running") return;
    if (status?.failure) {
      const { unit, reason, log } = status.failure;
      throw new LocalCloudError(asText(`${unit}: ${reason}\n${await logTail(runDir, log)}`));
    }
    if ((await livingInit(runDir)) === undefined) {
      const log = await logTail(runDir, "console.log");
      throw new LocalCloudError({ en: `the node ended:\n${log}`, vi: `nút đã dừng:\n${log}` });
    }
    if (Date.now() > deadline) {
      const waiting = units.flatMap(([name, unit]) => (unit.state === "ready" ? [] : [name])).join(", ");
      const seconds = timeoutMs / 1000;
      throw new LocalCloudError({
        en: `not ready after ${seconds} s: ${waiting}`,
        vi: `chưa sẵn sàng sau ${seconds} giây: ${waiting}`,
      });
    }
    await sleep(150);
  }
}
