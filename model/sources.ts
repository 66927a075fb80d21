import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "./fault.ts";
import * as say from "./messages/repository.ts";
import { PROVINCE_DOCUMENTS } from "./schema/documents.ts";
import type { SourceFile } from "./yaml-file.ts";

const AGENCIES = "stacks/agencies";
const CLOUD_INIT = "stacks/province/cloud-init";

/** All files of stacks/ that the model reads, before anything of them was understood. */
export interface Sources {
  /** By path relative to the repository. */
  files: Map<string, SourceFile>;
  /** Files that are in the way: what cannot be read, what has the wrong ending. */
  faults: Fault[];
}

/** Reads stacks/ of a repository from disk; never throws. */
export function readSources(root: string): Sources {
  const sources: Sources = { files: new Map(), faults: [] };
  const fault = (path: string, finding: ReturnType<typeof say.unreadable>): void => {
    sources.faults.push({ file: path, line: 1, column: 1, path: [], ...finding });
  };
  const read = (path: string): void => {
    try {
      sources.files.set(path, { path, bytes: readFileSync(join(root, path)) });
    } catch (error) {
      fault(path, (error as NodeJS.ErrnoException).code === "ENOENT" ? say.missingFile() : say.unreadable(error));
    }
  };
  const list = (folder: string): string[] => {
    try {
      return readdirSync(join(root, folder)).toSorted();
    } catch {
      return []; // a province without agencies yet
    }
  };

  for (const { path } of Object.values(PROVINCE_DOCUMENTS)) read(path);
  for (const name of list(CLOUD_INIT)) if (name.endsWith(".yaml")) read(`${CLOUD_INIT}/${name}`);
  for (const name of list(AGENCIES)) {
    if (name.startsWith(".") || name.endsWith("~")) continue; // editors' own files
    if (name.endsWith(".yaml")) read(`${AGENCIES}/${name}`);
    else fault(`${AGENCIES}/${name}`, say.wrongEnding(name));
  }
  return sources;
}
