import { closeSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { textOf } from "../../model/text.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { temporaryPath } from "../terminal/temporary-path.ts";

/** A report at once, or in pieces as they get ready. */
export type Output = string | Buffer | AsyncIterable<string>;

/**
 * Prints a report, or writes it to a file, all or nothing: beside it, then renamed. A file gets no colours.
 * @throws UserError when the file cannot be written; what the pieces throw.
 */
export async function writeOutput(content: Output, file: string | undefined): Promise<void> {
  const pieces = typeof content === "string" || Buffer.isBuffer(content) ? [content] : content;
  if (file === undefined) for await (const piece of pieces) await print(piece);
  else await writeFile(pieces, file);
}

/** Waits for a reader who is slower than we are: what was written and not yet read would pile up in memory. */
const print = (piece: string | Buffer): Promise<void> =>
  new Promise((resolve) => {
    if (process.stdout.write(piece)) resolve();
    else process.stdout.once("drain", resolve);
  });

async function writeFile(pieces: AsyncIterable<string> | readonly (string | Buffer)[], file: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  // Noted before it is made: an interruption between the two would leave it.
  const remove = temporaryPath(temporary);
  try {
    const open = tried(file, () => {
      mkdirSync(dirname(file), { recursive: true });
      return openSync(temporary, "wx");
    });
    try {
      for await (const piece of pieces) {
        const bytes = typeof piece === "string" ? Buffer.from(stripVTControlCharacters(piece)) : piece;
        tried(file, () => writeAll(open, bytes));
      }
    } finally {
      closeSync(open);
    }
    tried(file, () => renameSync(temporary, file));
  } finally {
    remove();
  }
}

/** The system may take less than it is given. */
function writeAll(open: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(open, bytes, written);
}

function tried<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const why = textOf(error);
    throw new UserError({ en: `${file} can't be written: ${why.en}`, vi: `không ghi được ${file}: ${why.vi}` });
  }
}
