import { type FindingJson, findingOfJson } from "../../../policies/messages/finding-json.ts";
import type { VerifyReport } from "../../../verify/verify-stacks.ts";

/** The report that `province verify --json` printed. */
export function reportOf(json: string): VerifyReport {
  const { findings, ...rest } = JSON.parse(json) as Omit<VerifyReport, "findings"> & { findings: FindingJson[] };
  return { ...rest, findings: findings.map(findingOfJson) };
}
