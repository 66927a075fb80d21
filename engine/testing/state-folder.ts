import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { checkpointFile } from "../backend/state-file.ts";

/** Writes the state of a stack of the project `p` as Pulumi does. Returns its path. */
export function writeState(folder: string, stack: string, latest: object | undefined): string {
  const path = checkpointFile(folder, "p", stack);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ version: 3, checkpoint: { stack, latest } }));
  return path;
}

/** A state with so many resources, as of a minute of a certain hour. */
export function stateOf(resources: number, minute = 0): object {
  const time = new Date(Date.UTC(2026, 10, 22, 5, minute)).toISOString();
  return {
    manifest: { time },
    resources: Array.from({ length: resources }, (_, n) => ({ urn: `urn:${n}`, type: "t" })),
  };
}
