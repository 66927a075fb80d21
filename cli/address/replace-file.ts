import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { UserError } from "../terminal/exit-codes.ts";

/**
 * Puts a new text in a file's place, all or nothing: written beside it, flushed, renamed. `before` is the text that was
 * read, undefined for a file that was not there.
 * @throws UserError when somebody else wrote the file since.
 */
export function replaceFile(file: string, before: string | undefined, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(temporary, "wx");
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const now = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    if (now !== before) {
      throw new UserError({
        en: `${file} was changed by someone else meanwhile; nothing was written. Run the command again.`,
        vi: `${file} vừa bị người khác thay đổi; chưa ghi gì. Hãy chạy lại lệnh.`,
      });
    }
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
