import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseLedger } from "../../address-plan/ledger/ledger-file.ts";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { decodeText, encodingOf } from "../../model/files/text-encoding.ts";
import { type Finding, problemsOf } from "../../model/messages/fault.ts";
import type { Problem } from "../../model/messages/problem.ts";
import { missingLedger, unreadable } from "../../model/messages/repository.ts";
import { byteOrderMark, lineTooLong, notUtf8 } from "../../model/messages/yaml.ts";
import { type Language, languageOf } from "../../model/text.ts";

export const LEDGER_FILE = "stacks/address-ledger.jsonl";

/** No line of a ledger comes near it; keeps a hostile one from exhausting the stack of JSON's parser. */
const LONGEST_LINE = 10_000;

/** The ledger of a repository, or every fault of its file. Never throws for what stands in it. */
export function readLedger(root: string, lang: Language = languageOf()): { ledger?: Ledger; problems: Problem[] } {
  const refused = (finding: Finding, place = { line: 1, column: 1 }): { problems: Problem[] } => ({
    problems: problemsOf([{ file: LEDGER_FILE, ...place, path: [], ...finding }], lang),
  });
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, LEDGER_FILE));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refused(code === "ENOENT" || code === "ENOTDIR" ? missingLedger() : unreadable(error));
  }
  if (encodingOf(bytes) !== "utf-8") return refused(notUtf8("UTF-16"));
  const text = decodeText(bytes);
  if (typeof text !== "string") return refused(text.finding, text.place);
  // Every line must be written as we write it: one fault for the file says more than one for each line.
  if (bytes.subarray(0, 3).toString("latin1") === "\u00ef\u00bb\u00bf") return refused(byteOrderMark());
  const long = text.split("\n").findIndex((line) => line.length > LONGEST_LINE);
  if (long >= 0) return refused(lineTooLong(LONGEST_LINE), { line: long + 1, column: 1 });
  const { ledger, problems } = parseLedger(text, LEDGER_FILE);
  return { ledger, problems: problemsOf(problems, lang) };
}
