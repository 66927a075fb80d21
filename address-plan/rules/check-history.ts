import { inBoth, type Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { ENTRY_KEYS, formatEntry } from "../ledger/ledger-file.ts";
import type { Ledger, LedgerEntry } from "../ledger/ledger.ts";
import { addressFinding } from "./finding.ts";

/** AP-07: the ledger only grows. */
export function checkHistory(ledger: Ledger, previous?: Ledger): Finding[] {
  return [...(previous ? checkAppendOnly(ledger, previous) : []), ...checkNumbers(ledger)];
}

function checkAppendOnly(ledger: Ledger, previous: Ledger): Finding[] {
  const findings: Finding[] = [];
  for (const key of ["profile", "root6", "root4", "quarantineMonths"] as const) {
    if (ledger[key] !== previous[key]) {
      findings.push(
        addressFinding("AP-07", ledger.root6, {
          found: `${key} ${ledger[key]}`,
          wanted: { en: `${previous[key]}, as committed`, vi: `${previous[key]}, như đã phê duyệt` },
          fix: {
            en: "restore the header; another root needs a ledger of its own",
            vi: "hãy khôi phục dòng đầu; khối gốc khác cần sổ cấp phát riêng",
          },
        }),
      );
    }
  }
  for (const [index, old] of previous.entries.entries()) {
    const now = ledger.entries[index];
    if (now && formatEntry(now) === formatEntry(old)) continue;
    findings.push(
      addressFinding("AP-07", old.site, {
        found: now ? differences(old, now) : { en: `no line for seq ${old.seq}`, vi: `không có dòng seq ${old.seq}` },
        wanted: { en: "the committed line, unchanged", vi: "dòng đã phê duyệt, không thay đổi" },
        fix: {
          en: `restore line ${index + 2} from git; new facts are new lines at the end`,
          vi: `hãy khôi phục dòng ${index + 2} từ git; điều mới là dòng mới ở cuối`,
        },
      }),
    );
  }
  return findings;
}

function checkNumbers(ledger: Ledger): Finding[] {
  return ledger.entries.flatMap((entry, index) =>
    entry.seq === index + 1
      ? []
      : [
          addressFinding("AP-07", entry.site, {
            found: `seq ${entry.seq}`,
            wanted: {
              en: `${index + 1}, one more than the line before`,
              vi: `${index + 1}, hơn dòng trước một đơn vị`,
            },
            fix: {
              en: "a line is missing, doubled or moved: restore the order from git",
              vi: "có dòng bị thiếu, lặp hoặc chuyển chỗ: hãy khôi phục thứ tự từ git",
            },
          }),
        ],
  );
}

function differences(old: LedgerEntry, now: LedgerEntry): Text {
  const [before, after]: Record<string, unknown>[] = [{ ...old }, { ...now }];
  const instead = { en: "instead of", vi: "thay vì" };
  return inBoth((language) =>
    ENTRY_KEYS.filter((key) => before?.[key] !== after?.[key])
      .map((key) => `${key} ${JSON.stringify(after?.[key])} ${instead[language]} ${JSON.stringify(before?.[key])}`)
      .join(", "),
  );
}
