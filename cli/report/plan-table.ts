import Table from "cli-table3";
import type { PlanVerdict } from "../../infra/check/stack-verdict.ts";
import { countFindings } from "./findings.ts";

/** One line a stack: what it would hold in each family, and the verdict. */
export function planTable(verdicts: readonly PlanVerdict[]): string {
  const table = new Table({
    head: ["stack", "resources", "networks", "IPv4 subnets", "IPv6 subnets", "servers", "rules", "mandatory", "advice"],
    style: { head: [], border: [] },
  });
  for (const { stack, resources, counts, findings } of verdicts) {
    const { mandatory, advisory, remediate } = countFindings(findings);
    const { networks, ipv4Subnets, ipv6Subnets, servers, rules } = counts;
    table.push([stack, resources, networks, ipv4Subnets, ipv6Subnets, servers, rules, mandatory, advisory + remediate]);
  }
  return table.toString();
}
