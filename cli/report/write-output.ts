import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { UserError } from "../exit-codes.ts";

/**
 * Prints a report, or writes it to a file, all or nothing: beside it, then renamed. A file gets no colours.
 * @throws UserError when the file cannot be written.
 */
export const writeOutput = (content: string | Buffer, file: string | undefined): void => {
  if (file === undefined) {
    process.stdout.write(content);
    return;
  }
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, typeof content === "string" ? stripVTControlCharacters(content) : content, { flag: "wx" });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UserError(`${file} can't be written: ${error instanceof Error ? error.message : String(error)}`);
  }
};
