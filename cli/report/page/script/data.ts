import type { PageAgency, PageData, PageFinding, PageSite } from "../page-data.ts";

/** The JSON in the page's element of that id. */
export function embedded(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? "");
}

export const data = embedded("data") as PageData;

/** Sites by code. Those that ended come last in the data; one that is there again stands for its code. */
export const siteOf = new Map(data.sites.toReversed().map((site) => [site.code, site]));

export const agencyOf = new Map(data.agencies.map((agency) => [agency.code, agency]));

export const policyOf = new Map(data.policies.map((policy) => [policy.id, policy]));

/** The communes' sites by the code of their area, in the order of their addresses. */
export const communesOf = new Map<string, PageSite[]>();
for (const site of data.sites) {
  if (site.area !== undefined) communesOf.set(site.area, [...(communesOf.get(site.area) ?? []), site]);
}
for (const communes of communesOf.values()) communes.sort((a, b) => (a.slot ?? 0) - (b.slot ?? 0));

/** The worst first: agencies are listed in this order. */
export const VERDICTS = ["fails", "advice", "unchecked", "passes"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** How many findings hold back, and how many only advise; what an approved exception lets pass counts as neither. */
export function countsOf(findings: readonly PageFinding[]): { mandatory: number; advice: number } {
  const open = findings.filter(({ waiver }) => waiver === undefined);
  const mandatory = open.filter(({ level }) => level === "mandatory").length;
  return { mandatory, advice: open.length - mandatory };
}

/** The worst that the policies said of a stack's resources. */
export function verdictOf({ resources, findings }: Pick<PageAgency, "findings" | "resources">): Verdict {
  const { mandatory, advice } = countsOf(findings);
  if (mandatory > 0) return "fails";
  if (resources === undefined) return "unchecked";
  return advice > 0 ? "advice" : "passes";
}

/** Everyone whom the policies judged: the agencies, and the stacks that all share; the worst first. */
export const judged: readonly (Pick<PageAgency, "findings" | "resources"> & { code: string; name?: string })[] = [
  ...data.others.map(({ stack, ...other }) => ({ code: stack, ...other })),
  ...data.agencies,
].toSorted(worstFirst);

/** The order in which stacks are listed: by what was said of them, then by how often. */
export function worstFirst(a: Pick<PageAgency, "findings" | "resources">, b: typeof a): number {
  const [one, other] = [countsOf(a.findings), countsOf(b.findings)];
  return (
    VERDICTS.indexOf(verdictOf(a)) - VERDICTS.indexOf(verdictOf(b)) ||
    other.mandatory - one.mandatory ||
    other.advice - one.advice
  );
}
