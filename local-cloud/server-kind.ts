import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { ServerKind } from "./types.ts";

const file = (runDir: string): string => join(runDir, "servers");

/** Notes in a run directory what its cloud's servers are. */
export const noteServerKind = (runDir: string, kind: ServerKind): Promise<void> => writeFile(file(runDir), kind);

/** What the servers of a run directory's cloud are. */
export const readServerKind = async (runDir: string): Promise<ServerKind> =>
  (await readFile(file(runDir), "utf8").catch(() => "")) === "vm" ? "vm" : "namespace";
