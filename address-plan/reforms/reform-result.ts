import type { Reform } from "../../model/schema/reform.ts";
import { listText, type Text, TextError } from "../../model/text.ts";
import type { Ledger, LedgerEntry } from "../ledger/ledger.ts";
import type { QuarantinedSite } from "../plan.ts";

/** What a reform does to addresses. Every list is in the order of the new lines, or of codes where there is no line. */
export interface ReformSummary {
  /** Sites that go on with the addresses that they had; all active sites but the fresh ones. */
  kept: string[];
  renamed: { site: string; from: string; to: string }[];
  /** Sites that go on under another code, with the addresses that they had. */
  recoded: { site: string; from: string }[];
  /** Sites with another owner, or wired to another area; their addresses stay. */
  moved: { site: string; owner?: string; area?: string }[];
  quarantined: QuarantinedSite[];
  /** New sites with new addresses. */
  fresh: { site: string; ipv6: string; ipv4: string }[];
  /** Sites that took over units of another area: what they take over is wired there. */
  straddling: { site: string; area: string; others: string[] }[];
  registrant?: string;
  /** Active sites whose prefix is another than before; always none (AP-12), counted from the two plans. */
  renumbered: string[];
  /** Events, or parts of them, that change no addresses, with the reason. */
  without: { code: string; reason: Text }[];
}

export interface ReformResult {
  ledger: Ledger;
  added: LedgerEntry[];
  summary: ReformSummary;
}

/** Why nothing of a reform was written: every reason, not only the first. */
export class ReformError extends TextError {
  override name = "ReformError";
  readonly problems: readonly Text[];

  constructor({ date, title }: Pick<Reform, "date" | "title">, problems: readonly Text[]) {
    const introduction = {
      en: `The reform of ${date} (${title}) changes no addresses yet:`,
      vi: `Đợt sắp xếp ngày ${date} (${title}) chưa thay đổi địa chỉ nào:`,
    };
    super(listText(introduction, problems));
    this.problems = problems;
  }
}
