import type { Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { KIND_TEXTS, type SiteKind } from "../kinds.ts";
import { allocationsOf, type Ledger, type LedgerEntry } from "../ledger/ledger.ts";
import { profileOf } from "../profile.ts";
import { addressFinding } from "./finding.ts";

/** AP-16: sites are keyed by their official code; names are labels and may repeat. `checkEvents` finds a code used twice. */
export function checkCodes(ledger: Ledger): Finding[] {
  const { pools } = profileOf(ledger);
  return allocationsOf(ledger).flatMap(({ site, kind }) =>
    pools[kind].code.test(site)
      ? []
      : [
          addressFinding("AP-16", site, {
            found: keyFor(site, kind),
            wanted: pools[kind].codeForm,
            fix: {
              en: "key the site by its official code; put the name in `name`",
              vi: "hãy ghi đơn vị theo mã chính thức; tên ghi ở `name`",
            },
          }),
        ],
  );
}

/** How a code that is not of its kind is told. */
export function keyFor(code: string, kind: SiteKind): Text {
  const { en, vi } = KIND_TEXTS[kind];
  return { en: `key "${code}" for a ${en}`, vi: `mã "${code}" cho loại ${vi}` };
}

/** What each event must say of itself (AP-24). */
const REQUIRED: Record<LedgerEntry["event"], readonly string[]> = {
  allocate: ["date", "owner", "purpose", "document"],
  retire: ["date", "document"],
  recode: ["date", "name", "document"],
  rename: ["date", "name", "document"],
  transfer: ["date", "document"],
  grow: ["date", "document"],
  registrant: ["date", "name", "document"],
};

/** AP-24: every line says who holds the addresses, what for, since when and by which document. */
export function checkProvenance(
  ledger: Ledger,
  addresses: "documentation" | "registered" = "documentation",
): Finding[] {
  const findings = ledger.entries.flatMap((entry) =>
    REQUIRED[entry.event]
      .filter((key) => String(entry[key as keyof LedgerEntry]).trim() === "")
      .map((key) =>
        addressFinding("AP-24", entry.site, {
          found: { en: `no ${key} in seq ${entry.seq}`, vi: `dòng seq ${entry.seq} thiếu ${key}` },
          wanted: { en: `a ${key}`, vi: `có ${key}` },
          fix: {
            en: `fill in "${key}" before the line is committed`,
            vi: `hãy điền "${key}" trước khi phê duyệt dòng này`,
          },
        }),
      ),
  );
  const named = ledger.entries.some(({ event }) => event === "registrant");
  if (addresses === "registered" && ledger.entries.length > 0 && !named) {
    findings.push(
      addressFinding("AP-24", ledger.root6, {
        found: { en: "no registrant", vi: "chưa ghi đơn vị đứng tên" },
        wanted: {
          en: "the organisation that holds the root at the registry",
          vi: "tổ chức đứng tên khối gốc tại cơ quan quản lý địa chỉ",
        },
        fix: {
          en: "record it: province address registrant <site> --document ...",
          vi: "hãy ghi lại: province address registrant <site> --document ...",
        },
      }),
    );
  }
  return findings;
}
