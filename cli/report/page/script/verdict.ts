import type { PageAgency } from "../page-data.ts";

export const VERDICTS = ["fails", "advice", "passes", "unchecked"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The worst that the policies said of an agency. */
export function verdictOf(agency: PageAgency): Verdict {
  if (agency.resources === undefined) return "unchecked";
  if (agency.findings.some(({ level }) => level === "mandatory")) return "fails";
  return agency.findings.length > 0 ? "advice" : "passes";
}
