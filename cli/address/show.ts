import { SITE_KINDS } from "../../address-plan/kinds.ts";
import type { AllocateEntry } from "../../address-plan/ledger/ledger.ts";
import { poolUsage, unassignedShare } from "../../address-plan/ledger/pool-usage.ts";
import { activeLines, Replay } from "../../address-plan/ledger/replay.ts";
import { planOf } from "../../address-plan/plan-of.ts";
import type { SitePlan, SubnetPlan, ZonePlan } from "../../address-plan/plan.ts";
import { formatBoth } from "../../address-plan/prefixes/prefix.ts";
import { subnetPlanOf } from "../../address-plan/prefixes/subnet.ts";
import { partName } from "../../infra/tenant/names.ts";
import { replicasIn, zonePlansOf } from "../../infra/tenant/tenant-facts.ts";
import { nearest } from "../../model/messages/nearest.ts";
import { style } from "../report/style.ts";
import { tableText } from "../report/table.ts";
import { UserError } from "../terminal/exit-codes.ts";
import type { AddressWork } from "./open.ts";

/** One site in full: its ledger line, its zones, and the servers of its tenant. */
export interface SiteView {
  site: SitePlan;
  ledger: AllocateEntry;
  zones: (ZonePlan & { name: string; subnets: SubnetPlan[] })[];
  servers: { name: string; zone: string; ipv6: string; ipv4: string }[];
}

/**
 * The site of that code with everything that the plan says of it; `subnets` are those that the agency's YAML asks for.
 * @throws UserError with the nearest code when the ledger has no such site.
 */
export function siteView(work: AddressWork, code: string): SiteView {
  const { sites } = planOf(work.ledger, work.province.asOf);
  const site = sites[code];
  const ledger = activeLines(work.ledger, work.province.asOf).find((line) => line.site === code);
  if (!site || !ledger) {
    const end = Replay.of(work.ledger, work.province.asOf).endOf(code);
    if (end) {
      const heir = end.into === undefined ? "" : ` and went on as ${end.into}`;
      throw new UserError(
        `Site "${code}" ended on ${end.date}${heir}: province address explain ${code} tells the rest.`,
      );
    }
    const near = nearest(code, Object.keys(sites));
    throw new UserError(`The ledger has no site "${code}".${near === undefined ? "" : ` Did you mean "${near}"?`}`);
  }
  const tenant = work.tenants.find((each) => each.code === code);
  const zones = zonePlansOf(work.province, site).map((plan) => {
    const count = tenant?.zones.find(({ code: zone }) => zone === plan.zone)?.subnets ?? 0;
    const name = work.province.zones[plan.zone]?.name ?? plan.zone;
    return { ...plan, name, subnets: Array.from({ length: count }, (_, index) => subnetPlanOf(plan, index)) };
  });
  const servers = (tenant?.servers ?? []).flatMap((server) => {
    const { name, zone, replicas } = server;
    const subnet = zones.find((each) => each.zone === zone)?.subnets[0];
    if (!subnet) return [];
    return replicasIn(subnet, server).map(({ number, ...addresses }) => ({
      name: replicas === 1 ? name : partName(name, number),
      zone,
      ...addresses,
    }));
  });
  return { site, ledger, zones, servers };
}

/** A site as a person reads it: facts, zones (those in use marked), servers. */
export function siteText({ site, ledger, zones, servers }: SiteView): string {
  const zoneRows = zones.map(({ zone, name, nibble, subnets, ...block }) => {
    const { ipv6, ipv4 } = formatBoth(block);
    return [subnets.length > 0 ? "●" : "", nibble.toString(16), zone, name, ipv6, ipv4];
  });
  const serverRows = servers.map(({ name, zone, ipv6, ipv4 }) => [name, zone, ipv6, ipv4]);
  return [
    `${style("bold", site.name)} (${site.kind} ${site.site}${site.parent === undefined ? "" : `, area ${site.parent}`})`,
    `${ledger.ipv6}   ${ledger.ipv4}   slot ${ledger.slot}`,
    `ledger seq ${ledger.seq}, ${ledger.date}: ${ledger.document}`,
    `owner ${ledger.owner}; ${ledger.purpose}`,
    "",
    tableText(["", "nibble", "zone", "", "IPv6", "IPv4"], zoneRows, { compact: true }),
    ...(zones.some(({ subnets }) => subnets.length > 0) ? ["● in use by the agency's tenant"] : []),
    ...(servers.length > 0 ? ["", tableText(["server", "zone", "IPv6", "IPv4"], serverRows, { compact: true })] : []),
  ].join("\n");
}

/** All sites in order of the ledger, and how full the pools are. */
export function planText({ ledger, province: { asOf } }: AddressWork): string {
  const rows = activeLines(ledger, asOf)
    .toSorted((a, b) => SITE_KINDS.indexOf(a.kind) - SITE_KINDS.indexOf(b.kind) || a.seq - b.seq)
    .map(({ site, kind, name, ipv6, ipv4, date }) => [site, kind, name, ipv6, ipv4, date]);
  const pools = poolUsage(ledger, asOf).filter(({ area, used }) => area === undefined || used > 0);
  return [
    `${style("bold", `${ledger.root6}   ${ledger.root4}`)}   profile ${ledger.profile}`,
    tableText(["site", "kind", "name", "IPv6", "IPv4", "since"], rows, { compact: true }),
    ...pools.map(
      ({ kind, area, used, slots }) =>
        `${kind}${area === undefined ? "" : ` of area ${area}`}: ${used} of ${slots} slots`,
    ),
    `${Math.round(unassignedShare(ledger, asOf) * 100)} % of ${ledger.root6} is unassigned`,
  ].join("\n");
}
