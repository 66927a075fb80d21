import { EngineError } from "../errors.ts";
import { goodCopies, type StateCopy } from "./copies.ts";
import { DamagedFileError, presentStateFile, readStateFile } from "./state-file.ts";

/** The state of one stack can't be read; its message names the file, the last good copy and what restores it. */
export class DamagedStateError extends EngineError {}

/**
 * Reads the state of a stack from a file backend.
 *
 * @returns undefined when there is no such stack
 * @throws DamagedStateError
 */
export function readState(
  folder: string,
  project: string,
  stack: string,
): ReturnType<typeof readStateFile> | undefined {
  const path = presentStateFile(folder, project, stack);
  if (path === undefined) return undefined;
  try {
    return readStateFile(path);
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    const last = goodCopies(folder, project, stack)[0];
    throw new DamagedStateError(
      `The state of ${stack} is damaged: ${path}: ${error.message}.`,
      advice(stack, last),
      error,
    );
  }
}

function advice(stack: string, last: StateCopy | undefined): string {
  if (last === undefined)
    return "There is no good copy of it on this machine: put one back from a backup of that folder.";
  return [
    `Its last good copy is of ${last.time.toISOString()} and holds ${last.resources} resources: ${last.path}`,
    `\`npx province state restore ${stack}\` puts it back; no other stack is concerned.`,
  ].join("\n");
}
