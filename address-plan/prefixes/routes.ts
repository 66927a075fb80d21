import { zoneBlocksOf } from "../plan-of.ts";
import type { AddressPlan, SitePlan } from "../plan.ts";
import { isSame, type Family, type Prefix } from "./address.ts";
import type { Block } from "./prefix.ts";

/** One line of a routing table that follows from the plan alone; who the next hop is, the network says. */
export interface PlanRoute {
  /** `core`: the province's core routers; `area`: the routers of the area named in `area`. */
  table: "core" | "area";
  area?: string;
  family: Family;
  destination: Prefix;
  /** The site that the route leads to; absent for `discard`. */
  site?: string;
  /** `discard`: unallocated space inside an announced aggregate must not loop back to the provider (AP-20, RFC 6666). */
  action: "forward" | "discard";
}

/**
 * Routes of the core and of each area, both families, in a fixed order.
 * The core has one route for each platform site, department and area (AP-14; P48: one for each block of an area), and
 * one for each commune that is wired to another area than the one that its addresses are from. All other communes are
 * seen by their area's routers only.
 */
export function routesOf(plan: AddressPlan): PlanRoute[] {
  const routes: PlanRoute[] = [];
  const sites = Object.values(plan.sites);
  const add = (route: Omit<PlanRoute, "family" | "destination">, block: Block) => {
    routes.push({ ...route, family: 6, destination: block.ipv6 }, { ...route, family: 4, destination: block.ipv4 });
  };

  for (const site of sites) {
    if (site.kind !== "commune" || site.wiredTo !== undefined) {
      for (const block of summariesOf(site)) add({ table: "core", site: site.site, action: "forward" }, block);
    }
  }
  add({ table: "core", action: "discard" }, { ipv6: plan.root6, ipv4: plan.root4 });

  const communes = Map.groupBy(sites, ({ parent, wiredTo }) => wiredTo ?? parent ?? "");
  for (const area of sites) {
    if (area.kind !== "area") continue;
    for (const hub of zoneBlocksOf(area))
      add({ table: "area", area: area.site, site: area.site, action: "forward" }, hub);
    for (const site of communes.get(area.site) ?? []) {
      for (const block of summariesOf(site))
        add({ table: "area", area: area.site, site: site.site, action: "forward" }, block);
    }
    for (const block of summariesOf(area)) add({ table: "area", area: area.site, action: "discard" }, block);
  }
  return routes;
}

/** A site's addresses in as few routes as can be: its one prefix, or each block of an area that has several in a row. */
function summariesOf({ ipv6, ipv4, blocks = [] }: SitePlan): readonly Block[] {
  const isOne = blocks.every((block) => !isSame(block.ipv6, ipv6));
  return isOne ? [{ ipv6, ipv4 }] : blocks;
}
