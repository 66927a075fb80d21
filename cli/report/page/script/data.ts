import type { PageAgency, PageData } from "../page-data.ts";

/** The JSON in the page's element of that id. */
export function embedded(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? "");
}

export const data = embedded("data") as PageData;

/** Sites by code. Those that ended come last in the data; one that is there again stands for its code. */
export const siteOf = new Map(data.sites.toReversed().map((site) => [site.code, site]));

export const agencyOf = new Map(data.agencies.map((agency) => [agency.code, agency]));

export const VERDICTS = ["fails", "advice", "passes", "unchecked"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The worst that the policies said of an agency. */
export function verdictOf(agency: PageAgency): Verdict {
  if (agency.resources === undefined) return "unchecked";
  if (agency.findings.some(({ level }) => level === "mandatory")) return "fails";
  return agency.findings.length > 0 ? "advice" : "passes";
}
