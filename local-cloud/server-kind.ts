import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServerKind } from "./types.ts";

const file = (runDir: string): string => join(runDir, "servers");

/** Notes in a run directory what its cloud's servers are. */
export function noteServerKind(runDir: string, kind: ServerKind): Promise<void> {
  return writeFile(file(runDir), kind);
}

/** What the servers of a run directory's cloud are. */
export async function readServerKind(runDir: string): Promise<ServerKind> {
  return (await readFile(file(runDir), "utf8").catch(() => "")) === "vm" ? "vm" : "namespace";
}
