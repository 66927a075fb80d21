import type { Finding } from "../../policies/policy.ts";
import { KIND_TEXTS } from "../kinds.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { poolUsage, unassignedShare } from "../ledger/pool-usage.ts";
import { profileOf } from "../profile.ts";
import { addressFinding } from "./finding.ts";

const WARN_ABOVE = 0.75;
const FAIL_ABOVE = 0.9;

/** AP-09: a quarter of the root stays free, and a pool that fills up is seen before it is full. */
export function checkReserve(ledger: Ledger): Finding[] {
  const findings: Finding[] = [];
  // A profile without growth fills its areas on the first day, and says so (AP-13).
  const isTight = profileOf(ledger).capacityFactor === 1;
  const free = unassignedShare(ledger);
  if (free < 0.25) {
    findings.push(
      addressFinding("AP-09", ledger.root6, {
        found: {
          en: `${percent(free)} of ${ledger.root6} unassigned`,
          vi: `${ledger.root6} còn trống ${percent(free)}`,
        },
        wanted: { en: "25 % or more", vi: "25 % trở lên" },
        fix: {
          en: "ask the registry for a larger block before placing more sites",
          vi: "hãy xin khối địa chỉ lớn hơn trước khi cấp cho đơn vị mới",
        },
      }),
    );
  }
  for (const { kind, area, used, slots } of poolUsage(ledger)) {
    if (used / slots <= WARN_ABOVE) continue;
    findings.push(
      addressFinding("AP-09", area ?? ledger.root6, {
        level: used / slots > FAIL_ABOVE && (area === undefined || !isTight) ? "mandatory" : "advisory",
        found: {
          en: `${used} of ${slots} ${kind} slots used (${percent(used / slots)})`,
          vi: `đã dùng ${used}/${slots} vị trí của loại ${KIND_TEXTS[kind].vi} (${percent(used / slots)})`,
        },
        wanted: { en: `at most ${percent(WARN_ABOVE)}`, vi: `không quá ${percent(WARN_ABOVE)}` },
        fix: {
          en: "plan a larger root, or a second area, before the pool is full",
          vi: "hãy quy hoạch khối gốc lớn hơn, hoặc vùng kết nối thứ hai, trước khi pool đầy",
        },
      }),
    );
  }
  return findings;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
