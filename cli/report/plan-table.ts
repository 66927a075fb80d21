import type { PlanVerdict } from "../../infra/check/stack-verdict.ts";
import type { Text } from "../../model/text.ts";
import { say } from "../terminal/language.ts";
import { countFindings } from "./findings.ts";
import { tableText } from "./table.ts";

const HEADS: readonly Text[] = [
  { en: "stack", vi: "stack" },
  { en: "resources", vi: "tài nguyên" },
  { en: "networks", vi: "mạng" },
  { en: "IPv4 subnets", vi: "mạng con IPv4" },
  { en: "IPv6 subnets", vi: "mạng con IPv6" },
  { en: "servers", vi: "máy chủ" },
  { en: "rules", vi: "quy tắc" },
  { en: "mandatory", vi: "bắt buộc" },
  { en: "advice", vi: "khuyến nghị" },
];

/** One line a stack: what it would hold in each family, and the verdict. */
export function planTable(verdicts: readonly PlanVerdict[]): string {
  const rows = verdicts.map(({ stack, resources, counts, findings }) => {
    const { mandatory, advisory, remediate } = countFindings(findings);
    const { networks, ipv4Subnets, ipv6Subnets, servers, rules } = counts;
    return [stack, resources, networks, ipv4Subnets, ipv6Subnets, servers, rules, mandatory, advisory + remediate];
  });
  return tableText(HEADS.map(say), rows);
}
