import type { Text } from "../../model/text.ts";
import { EngineError } from "../errors.ts";
import { goodCopies, type StateCopy } from "./copies.ts";
import { DamagedFileError, presentStateFile, readStateFile } from "./state-file.ts";

/** The state of one stack can't be read; its text names the file, the last good copy and what restores it. */
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
      {
        en: `The state of ${stack} is damaged: ${path}: ${error.text.en}.`,
        vi: `Trạng thái của ${stack} bị hỏng: ${path}: ${error.text.vi}.`,
      },
      advice(stack, last),
      error,
    );
  }
}

function advice(stack: string, last: StateCopy | undefined): Text {
  if (last === undefined) {
    return {
      en: "There is no good copy of it on this machine: put one back from a backup of that folder.",
      vi: "Máy này không có bản sao nguyên vẹn nào: hãy khôi phục từ bản sao lưu của thư mục đó.",
    };
  }
  const [time, { resources, path }] = [last.time.toISOString(), last];
  return {
    en: `Its last good copy is of ${time} and holds ${resources} resources: ${path}\n\`npx province state restore ${stack}\` puts it back; no other stack is concerned.`,
    vi: `Bản sao nguyên vẹn gần nhất là của ${time}, có ${resources} tài nguyên: ${path}\n\`npx province state restore ${stack}\` đặt lại bản đó; không stack nào khác bị ảnh hưởng.`,
  };
}
