import Table from "cli-table3";
import type { JudgedPlan } from "../../plan/judged-plan.ts";
import { countFindings } from "./findings.ts";

const count = (plan: JudgedPlan, type: string): number =>
  plan.resources.filter((resource) => resource.type.endsWith(`:${type}`)).length;

const subnets = (plan: JudgedPlan, version: 4 | 6): number =>
  plan.resources.filter((resource) => resource.type.endsWith(":Subnet") && resource.raw["ipVersion"] === version)
    .length;

/** One line a stack: what it would hold in each family, and the verdict. */
export const planTable = (plans: readonly JudgedPlan[]): string => {
  const table = new Table({
    head: ["stack", "resources", "networks", "IPv4 subnets", "IPv6 subnets", "servers", "rules", "mandatory", "advice"],
    style: { head: [], border: [] },
  });
  for (const plan of plans) {
    const { mandatory, advisory, remediate } = countFindings(plan.findings);
    table.push([
      plan.stack,
      plan.resources.length - 1,
      count(plan, "Network"),
      subnets(plan, 4),
      subnets(plan, 6),
      count(plan, "Instance"),
      count(plan, "SecGroupRule"),
      mandatory,
      advisory + remediate,
    ]);
  }
  return table.toString();
};
