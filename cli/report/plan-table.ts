import type { PlanVerdict } from "../../infra/check/stack-verdict.ts";
import { countFindings } from "./findings.ts";
import { tableText } from "./table.ts";

/** One line a stack: what it would hold in each family, and the verdict. */
export function planTable(verdicts: readonly PlanVerdict[]): string {
  const rows = verdicts.map(({ stack, resources, counts, findings }) => {
    const { mandatory, advisory, remediate } = countFindings(findings);
    const { networks, ipv4Subnets, ipv6Subnets, servers, rules } = counts;
    return [stack, resources, networks, ipv4Subnets, ipv6Subnets, servers, rules, mandatory, advisory + remediate];
  });
  return tableText(
    ["stack", "resources", "networks", "IPv4 subnets", "IPv6 subnets", "servers", "rules", "mandatory", "advice"],
    rows,
  );
}
