import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatLedger } from "../../address-plan/ledger/ledger-file.ts";
import type { LedgerEntry } from "../../address-plan/ledger/ledger.ts";
import { settleLedger, type Settlement, type Side } from "../../address-plan/reforms/settle.ts";
import { LEDGER_FILE, problemText, repositoryRoot } from "../../infra/repository/repository.ts";
import { problemsOf } from "../../model/messages/fault.ts";
import { languageOf } from "../../model/text.ts";
import { tableText } from "../report/table.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { say } from "../terminal/language.ts";
import { refuseReissue } from "./references.ts";
import { replaceFile } from "./replace-file.ts";

/** What a merge left of the ledger, joined; undefined when it is one ledger already. */
export interface SettleWork {
  settlement: Settlement;
  /** Writes the joined ledger, all or nothing. */
  write: () => void;
}

/**
 * Reads the ledger as a merge left it and joins both branches.
 * @throws UserError when a branch's lines can't be read or can't follow the other's, or would give out again what is still
 * named as somebody else's (AP-11); nothing is written.
 */
export function openSettlement(keep: Side): SettleWork | undefined {
  const root = repositoryRoot();
  const file = join(root, LEDGER_FILE);
  const text = readFileSync(file, "utf8");
  const result = settleLedger(text, LEDGER_FILE, keep);
  if (!result) return undefined;
  const { settlement, problems } = result;
  if (!settlement) throw new UserError(problemsOf(problems, languageOf()).map(problemText).join("\n"));
  const { ledger, settled } = settlement;
  const followed = settled.filter(({ after }) => after !== undefined).length;
  refuseReissue(root, { ...ledger, entries: ledger.entries.slice(0, ledger.entries.length - followed) }, ledger);
  return { settlement, write: () => replaceFile(file, text, formatLedger(settlement.ledger)) };
}

/** One row for each line of the branch that gave way: how it stood, how it stands now. */
export function settlementText({ kept, settled }: Settlement): string {
  const rows = settled.map(({ before, after }) => {
    const now = after ? place(after) : say({ en: "the other branch says the same", vi: "nhánh kia ghi giống hệt" });
    return [before.site, before.event, place(before), now];
  });
  const table = tableText(
    [
      { en: "site", vi: "điểm" },
      { en: "event", vi: "sự kiện" },
      { en: "was", vi: "trước" },
      { en: "is now", vi: "nay" },
    ].map(say),
    rows,
  );
  return `${say({ en: `${kept.length} new line(s) of the branch that stays, unchanged`, vi: `${kept.length} dòng mới của nhánh được giữ, không đổi` })}\n${table}`;
}

function place(line: LedgerEntry): string {
  const number = say({ en: `line ${line.seq}`, vi: `dòng ${line.seq}` });
  return line.event === "allocate" ? `${number}: ${line.ipv6} ${line.ipv4}` : number;
}
