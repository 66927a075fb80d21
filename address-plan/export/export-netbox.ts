import type { Tenant } from "../../model/tenant.ts";
import { siteBlocks, zonePlanOf } from "../plan-of.ts";
import type { AddressPlan, QuarantinedSite, SitePlan } from "../plan.ts";
import { formatBoth, type Block } from "../prefixes/prefix.ts";
import { subnetPlanOf } from "../prefixes/subnet.ts";
import type { ZoneNibble } from "../rules/check-zones.ts";

/** A table for a bulk import: column names, then rows of texts in the same order. */
export interface ExportTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What the exports read: the plan, the zone catalogue, and the tenants whose networks are in use. */
export interface ExportInput {
  plan: AddressPlan;
  zones: readonly ZoneNibble[];
  tenants: readonly Tenant[];
}

/** One prefix of the plan, in both families' order: roots, sites, the zones that a tenant uses, their subnets. */
export interface PlannedPrefix {
  prefix: string;
  level: "root" | "site" | "zone" | "subnet" | "resting";
  site?: SitePlan;
  zone?: string;
  /** Whose it was, of a prefix in quarantine. */
  resting?: QuarantinedSite;
}

/** Every prefix of the plan that somebody holds, from the roots down, by site code; then those in quarantine. */
export function plannedPrefixes({ plan, zones, tenants }: ExportInput): PlannedPrefix[] {
  const tenantOf = new Map(tenants.map((tenant) => [tenant.code, tenant]));
  const nibbleOf = new Map(zones.map(({ code, nibble }) => [code, nibble]));
  const both = (block: Block, rest: Omit<PlannedPrefix, "prefix">): PlannedPrefix[] => {
    const { ipv6, ipv4 } = formatBoth(block);
    return [
      { prefix: ipv6, ...rest },
      { prefix: ipv4, ...rest },
    ];
  };
  const ofSite = (site: SitePlan): PlannedPrefix[] => [
    ...siteBlocks(site).flatMap((block) => both(block, { level: "site", site })),
    ...(tenantOf.get(site.site)?.zones ?? []).flatMap(({ code, subnets }) => {
      const zone = zonePlanOf(site, code, nibbleOf.get(code) ?? -1);
      const segments = Array.from({ length: subnets }, (_, index) => subnetPlanOf(zone, index));
      return [
        ...both(zone, { level: "zone", site, zone: code }),
        ...segments.flatMap(({ ipv6, ipv4 }) =>
          both({ ipv6: ipv6.cidr, ipv4: ipv4.cidr }, { level: "subnet", site, zone: code }),
        ),
      ];
    }),
  ];
  return [
    ...both({ ipv6: plan.root6, ipv4: plan.root4 }, { level: "root" }),
    ...Object.values(plan.sites).flatMap(ofSite),
    ...plan.quarantined.flatMap((resting) =>
      (resting.blocks ?? [resting]).flatMap((block) => both(block, { level: "resting", resting })),
    ),
  ];
}

/**
 * Prefixes in the columns of NetBox's bulk import. Tenants and roles are referred to by name and must be there first:
 * `netboxTenants`, `netboxRoles`. A commune's IPv4 zone is its subnet: NetBox knows a prefix once, so it comes once. What
 * is in quarantine comes as deprecated, so that nobody takes it for free there (AP-11).
 */
export function netboxPrefixes(input: ExportInput): ExportTable {
  const seen = new Set<string>();
  const rows = plannedPrefixes(input)
    .toReversed()
    .flatMap(({ prefix, level, site, zone, resting }) => {
      if (seen.has(prefix)) return [];
      seen.add(prefix);
      const status = resting ? "deprecated" : level === "subnet" ? "active" : "container";
      const description = resting
        ? `${resting.name} (${resting.site}), quarantine until ${resting.until}`
        : [site?.name, zone && `zone ${zone}`].filter(Boolean).join(", ");
      return [[prefix, site ? tenantName(site) : "", status, zone ?? "", description]];
    })
    .toReversed();
  return { columns: ["prefix", "tenant", "status", "role", "description"], rows };
}

/** Sites as NetBox tenants; the slug is the official code, the name carries it too, since names repeat (AP-16). */
export function netboxTenants({ plan }: ExportInput): ExportTable {
  return {
    columns: ["name", "slug", "description"],
    rows: Object.values(plan.sites).map((site) => [tenantName(site), site.site, site.kind]),
  };
}

/** Zones as NetBox prefix roles. */
export function netboxRoles({ zones }: ExportInput): ExportTable {
  return {
    columns: ["name", "slug", "description"],
    rows: zones.toSorted((a, b) => a.nibble - b.nibble).map(({ code, name }) => [code, code, name]),
  };
}

function tenantName({ site, name }: SitePlan): string {
  return `${name} (${site})`;
}
