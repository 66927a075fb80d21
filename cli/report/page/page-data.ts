import { zoneBlockOf } from "../../../address-plan/plan-of.ts";
import type { SitePlan } from "../../../address-plan/plan.ts";
import { contains, prefixOf, type Prefix } from "../../../address-plan/prefixes/address.ts";
import { formatBoth, formatPrefix, indexIn } from "../../../address-plan/prefixes/prefix.ts";
import type { StackVerdict } from "../../../infra/check/stack-verdict.ts";
import type { Repository } from "../../../infra/repository/repository.ts";
import { partName } from "../../../infra/tenant/names.ts";
import { tenantSpec } from "../../../infra/tenant/tenant-spec.ts";
import type { Tenant } from "../../../model/tenant.ts";
import type { Finding } from "../../../policies/policy.ts";
import { resourceName } from "../check-report.ts";

/** What the policies said of one stack. */
export type PageVerdict = Pick<StackVerdict, "stack" | "resources" | "findings">;

/** Where a site lies on the map: `cell` among the root's 256 equal blocks, `sub` among the blocks of its area. */
interface MapPlace {
  cell: number;
  /** How many cells it covers; 1 unless the site has grown. */
  span: number;
  sub?: number;
  subSpan?: number;
}

export interface PageSite extends MapPlace {
  code: string;
  name: string;
  kind: SitePlan["kind"];
  ipv6: string;
  ipv4: string;
  /** Code of the area of a commune. */
  area?: string;
  /** The site has ended; nobody gets its block before that day (AP-11). */
  until?: string;
}

/** Facts of an agency that the page shows as its YAML has them. */
type AgencyFacts = Pick<
  Tenant,
  "code" | "name" | "kind" | "area" | "dataCentre" | "mode" | "phase" | "stage" | "securityLevel"
>;

export interface PageAgency extends AgencyFacts {
  ipv6: string;
  ipv4: string;
  networks: { name: string; zone: string; ipv6: string; ipv4: string }[];
  servers: { name: string; network: string; ipv6: string; ipv4: string; published: boolean }[];
  /** Undefined when the agency's stack was not checked. */
  resources?: number;
  findings: Pick<Finding, "policy" | "level" | "resource" | "message">[];
}

/** Everything that the page shows, as plain data; the same repository gives the same bytes. */
export interface PageData {
  province: { code: string; name: string; asOf: string; root6: string; root4: string };
  zones: { code: string; name: string; nibble: number }[];
  /** How many blocks an area's communes are counted in, and how many of the first are the area's own network. */
  subBlocks: number;
  hubBlocks: number;
  sites: PageSite[];
  agencies: PageAgency[];
  /** Findings of stacks that are no agency's, such as the platform. */
  others: { stack: string; resources: number; findings: PageAgency["findings"] }[];
}

/** Bits below the root that the map's 256 cells stand for; every profile gives agencies and areas blocks of this size. */
const MAP_BITS = 8;

/** Puts together what the page shows. `verdicts` may leave stacks out: those are shown as not checked. */
export function pageData(repository: Repository, verdicts: readonly PageVerdict[]): PageData {
  const { province, plan, tenants } = repository;
  const verdictOf = new Map(verdicts.map((verdict) => [verdict.stack, verdict]));
  const sites = Object.values(plan.sites);
  const communes = sites.filter(({ kind }) => kind === "commune");
  const subBits = communeBits(plan.root6, communes);
  return {
    province: {
      code: province.code,
      name: province.name,
      asOf: province.asOf,
      root6: formatPrefix(plan.root6),
      root4: formatPrefix(plan.root4),
    },
    zones: Object.values(province.zones)
      .map(({ code, name, nibble }) => ({ code, name, nibble }))
      .toSorted((a, b) => a.nibble - b.nibble),
    subBlocks: 2 ** subBits,
    hubBlocks: hubBlocks(sites, subBits),
    sites: [...sites, ...plan.quarantined].map((site) => ({
      code: site.site,
      name: site.name,
      kind: site.kind,
      ...formatBoth(site),
      area: site.parent,
      ...("until" in site ? { until: site.until } : {}),
      ...placeOf(plan.root6, site, subBits),
    })),
    agencies: Object.values(tenants).map((tenant) => agencyOf(repository, tenant, verdictOf.get(tenant.code))),
    others: verdicts
      .filter(({ stack }) => tenants[stack] === undefined)
      .map(({ stack, resources, findings }) => ({ stack, resources, findings: findings.map(plainFinding) })),
  };
}

/** Bits between a map cell and a commune's block: 8 in P40, P36 and P32, 4 in P48. */
function communeBits(root6: Prefix, communes: readonly SitePlan[]): number {
  const longest = Math.max(...communes.map((commune) => commune.ipv6.length), 0);
  return longest === 0 ? MAP_BITS : Math.max(0, longest - root6.length - MAP_BITS);
}

/** Communes' blocks that fit into an area's own network; the same in every area. */
function hubBlocks(sites: readonly SitePlan[], subBits: number): number {
  const area = sites.find(({ kind }) => kind === "area");
  if (area === undefined) return 0;
  const hubBits = zoneBlockOf(area).ipv6.length - area.ipv6.length;
  return 2 ** Math.max(0, subBits - hubBits);
}

function placeOf(root: Prefix, { kind, ipv6: prefix }: Pick<SitePlan, "ipv6" | "kind">, subBits: number): MapPlace {
  const cellLength = root.length + MAP_BITS;
  const cellBlock = prefixOf(prefix, Math.max(cellLength, 0));
  const cell = contains(root, prefix) ? indexIn(root, cellBlock) : 0;
  const span = 2 ** Math.max(0, cellLength - prefix.length);
  if (kind !== "commune") return { cell, span };
  const subLength = cellLength + subBits;
  return {
    cell,
    span,
    sub: indexIn(cellBlock, prefixOf(prefix, subLength)),
    subSpan: 2 ** Math.max(0, subLength - prefix.length),
  };
}

function agencyOf(repository: Repository, tenant: Tenant, verdict: PageVerdict | undefined): PageAgency {
  const { code, name, kind, area, dataCentre, mode, phase, stage, securityLevel } = tenant;
  const facts: AgencyFacts = { code, name, kind, area, dataCentre, mode, phase, stage, securityLevel };
  const site = repository.plan.sites[code];
  const spec = tenantSpec(repository, tenant);
  return {
    ...facts,
    ...(site === undefined ? { ipv6: "", ipv4: "" } : formatBoth(site)),
    networks: Object.entries(spec.networks).map(([network, { zone, ipv6, ipv4 }]) => ({
      name: network,
      zone,
      ipv6: ipv6.cidr,
      ipv4: ipv4?.cidr ?? "",
    })),
    servers: Object.entries(spec.servers).flatMap(([server, { network, publish, replicas }]) =>
      replicas.map(({ number, addresses }) => ({
        name: partName(code, partName(server, number)),
        network,
        ipv6: addresses.ipv6 ?? "",
        ipv4: addresses.ipv4 ?? "",
        published: publish,
      })),
    ),
    resources: verdict?.resources,
    findings: (verdict?.findings ?? []).map(plainFinding),
  };
}

function plainFinding({ policy, level, resource, message }: Finding): PageAgency["findings"][number] {
  return { policy, level, resource: resourceName(resource), message };
}
