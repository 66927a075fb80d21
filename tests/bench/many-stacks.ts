// A process of its own: checks a province of as many agencies as its argument says, and prints the sums as JSON. Its
// agencies are this repository's, again and again under other codes, with the flows among them.
import type { SitePlan } from "../../address-plan/plan.ts";
import { checkStacks } from "../../infra/check/check-stacks.ts";
import { openRepository } from "../../infra/repository/repository.ts";
import type { Tenant } from "../../model/tenant.ts";

export interface ManyStacks {
  stacks: number;
  resources: number;
  findings: number;
}

const wanted = Number(process.argv[2] ?? 100);
const repository = openRepository();
const originals = Object.values(repository.tenants);
const tenants: Record<string, Tenant> = {};
const sites: Record<string, SitePlan> = {};

for (let index = 0; index < wanted; index += 1) {
  const original = originals[index % originals.length]!;
  const copy = Math.floor(index / originals.length);
  const named = (code: string): string => (copy === 0 ? code : `${code}-${copy}`);
  const code = named(original.code);
  const flows = original.flows.map((flow) =>
    flow.from.kind === "agency" ? { ...flow, from: { ...flow.from, agency: named(flow.from.agency) } } : flow,
  );
  tenants[code] = { ...original, code, flows };
}
for (let copy = 0; copy * originals.length < wanted; copy += 1) {
  for (const [code, site] of Object.entries(repository.plan.sites)) sites[copy === 0 ? code : `${code}-${copy}`] = site;
}

const names = Object.keys(tenants);
const many = { ...repository, tenants, plan: { ...repository.plan, sites } };
const verdicts = await checkStacks(names, { repository: many });
const sums: ManyStacks = {
  stacks: verdicts.length,
  resources: verdicts.reduce((sum, { resources }) => sum + resources, 0),
  findings: verdicts.reduce((sum, { findings }) => sum + findings.length, 0),
};
console.log(JSON.stringify(sums));
