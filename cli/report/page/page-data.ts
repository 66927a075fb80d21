import type { SitePlan } from "../../../address-plan/plan.ts";
import { formatBoth, formatPrefix } from "../../../address-plan/prefixes/prefix.ts";
import { profileOf } from "../../../address-plan/profile.ts";
import type { StackVerdict } from "../../../infra/check/stack-verdict.ts";
import type { Repository } from "../../../infra/repository/repository.ts";
import { stackKind } from "../../../infra/stack-names.ts";
import { partName } from "../../../infra/tenant/names.ts";
import { tenantSpec } from "../../../infra/tenant/tenant-spec.ts";
import type { Tenant } from "../../../model/tenant.ts";
import type { Text } from "../../../model/text.ts";
import { allPolicies } from "../../../policies/all.ts";
import type { Finding, Level, Policy } from "../../../policies/policy.ts";
import { resourceName, waiverWords } from "../check-report.ts";
import { LEVEL_RANK } from "../findings.ts";
import { areaStrips, rootStrips, type HeldSlot, type ReserveStrip, type Strip } from "../picture/strips.ts";

/** What the policies said of one stack. */
export type PageVerdict = Pick<StackVerdict, "stack" | "resources" | "findings" | "waived">;

export interface PageSite {
  code: string;
  name: string;
  kind: SitePlan["kind"];
  ipv6: string;
  ipv4: string;
  /** Code of the area of a commune. */
  area?: string;
  /** The site has ended; nobody gets its block before that day (AP-11). */
  until?: string;
  /** The first of its slots in the strip of its kind, or in that of its area; absent where the map has no place for it. */
  slot?: number;
  /** How many slots it covers, where it has grown. */
  span?: number;
}

/** A row of slots of the map. */
export interface PageStrip {
  kind: SitePlan["kind"] | "reserve";
  ipv6: string;
  ipv4?: string;
  first: number;
  count: number;
  /** How many slots may be handed out, how many sites have and how many rest; absent for the reserve. */
  size?: number;
  used?: number;
  resting?: number;
  /** The slot that the next site gets. */
  next?: number;
}

/** Something that a policy found, in both languages. */
export interface PageFinding {
  policy: string;
  level: Level;
  resource: string;
  message: Text;
  /** The stack, where it is another than the agency's own. */
  stack?: string;
  /** Until when, by whose word and why an approved exception lets it pass. */
  waiver?: Text;
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
  /** Of its stack and its project's; undefined when its own was not checked. */
  resources?: number;
  findings: PageFinding[];
}

export interface PagePolicy extends Pick<Policy, "level" | "source"> {
  id: string;
  title: Text;
  why: Text;
  fix: Text;
}

/** Everything that the page shows, as plain data; the same repository gives the same bytes. */
export interface PageData {
  province: { code: string; name: string; asOf: string; root6: string; root4: string };
  zones: { code: string; name: string; nibble: number }[];
  strips: PageStrip[];
  /** The communes' slots in each area, by its code. */
  areas: Record<string, PageStrip>;
  /** Communes' slots at the head of an area that are the area's own network. */
  hubSlots: number;
  sites: PageSite[];
  agencies: PageAgency[];
  /** How many stacks were checked. */
  stacks: number;
  /** Stacks that are no agency's, such as the platform. */
  others: { stack: string; resources: number; findings: PageFinding[] }[];
  policies: PagePolicy[];
}

/** Puts together what the page shows. `verdicts` may leave stacks out: those are shown as not checked. */
export function pageData(repository: Repository, verdicts: readonly PageVerdict[]): PageData {
  const { province, plan, tenants, ledger } = repository;
  const past = { ...ledger, entries: ledger.entries.filter(({ date }) => date <= province.asOf) };
  const strips = rootStrips(past, province.asOf);
  const areas = areaStrips(past, province.asOf);
  const places = new Map([...strips, ...areas.values()].flatMap((strip) => placesIn(strip)));
  const agencyOf = ({ stack }: PageVerdict): string | undefined => {
    const kind = stackKind(stack);
    return kind.kind !== "platform" && tenants[kind.agency] !== undefined ? kind.agency : undefined;
  };
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
    strips: strips.map(pageStrip),
    areas: Object.fromEntries([...areas].map(([area, strip]) => [area, pageStrip(strip)])),
    hubSlots: profileOf(ledger).pools.commune.lowest,
    sites: [...Object.values(plan.sites), ...plan.quarantined].map((site) => {
      const until = "until" in site ? site.until : undefined;
      return {
        code: site.site,
        name: site.name,
        kind: site.kind,
        ...formatBoth(site),
        area: site.parent,
        until,
        ...places.get(placeKey(site.site, until)),
      };
    }),
    agencies: Object.values(tenants).map((tenant) =>
      pageAgency(
        repository,
        tenant,
        verdicts.filter((verdict) => agencyOf(verdict) === tenant.code),
      ),
    ),
    stacks: verdicts.length,
    others: verdicts
      .filter((verdict) => agencyOf(verdict) === undefined)
      .map(({ stack, resources, ...found }) => ({ stack, resources, findings: findingsOf({ stack, ...found }) })),
    policies: allPolicies.map(({ id, title, level, why, fix, source }) => ({
      id,
      title: both(title),
      level,
      why: both(why),
      fix: both(fix),
      source,
    })),
  };
}

function pageStrip(strip: Strip | ReserveStrip): PageStrip {
  const { kind, first, count } = strip;
  if (strip.kind === "reserve") return { kind, ipv6: formatPrefix(strip.ipv6), first, count };
  const { size, used, resting, next } = strip;
  return { kind, ...formatBoth(strip), first, count, size, used, resting, ...(next === undefined ? {} : { next }) };
}

/** Where each site of a strip stands in it. */
function placesIn(strip: Strip | ReserveStrip): [string, Pick<PageSite, "slot" | "span">][] {
  if (strip.kind === "reserve") return [];
  return [...strip.held.values()].map(({ state, until }: HeldSlot) => [
    placeKey(state.site, until),
    { slot: state.slot, ...(state.blocks.length > 1 ? { span: state.blocks.length } : {}) },
  ]);
}

/** A code may have been used before: by a site that rests now. */
function placeKey(site: string, until: string | undefined): string {
  return `${site} ${until ?? ""}`;
}

function pageAgency(repository: Repository, tenant: Tenant, verdicts: readonly PageVerdict[]): PageAgency {
  const { code, name, kind, area, dataCentre, mode, phase, stage, securityLevel } = tenant;
  const facts: AgencyFacts = { code, name, kind, area, dataCentre, mode, phase, stage, securityLevel };
  const site = repository.plan.sites[code];
  const spec = tenantSpec(repository, tenant);
  const checked = verdicts.some(({ stack }) => stack === code);
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
    resources: checked ? verdicts.reduce((total, { resources }) => total + resources, 0) : undefined,
    findings: verdicts.flatMap((verdict) => findingsOf(verdict, code)),
  };
}

/** What holds back comes first, then advice, then what an exception lets pass. */
function findingsOf({ stack, findings, waived = [] }: Omit<PageVerdict, "resources">, agency?: string): PageFinding[] {
  const plain = ({ policy, level, resource, message }: Finding): PageFinding => ({
    policy,
    level,
    resource: resourceName(resource),
    message,
    ...(agency === undefined || agency === stack ? {} : { stack }),
  });
  return [
    ...findings.toSorted((a, b) => LEVEL_RANK[a.level] - LEVEL_RANK[b.level]).map(plain),
    ...waived.map((finding) => ({ ...plain(finding), waiver: waiverWords(finding) })),
  ];
}

function both(said: string | Text): Text {
  return typeof said === "string" ? { en: said, vi: said } : said;
}
