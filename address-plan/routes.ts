import type { AddressPlan } from "./plan.ts";
import { zoneBlockOf } from "./plan-of.ts";
import { formatPrefix, type Family } from "./prefix.ts";

/** One line of a routing table that follows from the plan alone; who the next hop is, the network says. */
export interface PlanRoute {
  /** `core`: the province's core routers; `area`: the routers of the area named in `area`. */
  table: "core" | "area";
  area?: string;
  family: Family;
  destination: string;
  /** The site that the route leads to; absent for `discard`. */
  site?: string;
  /** `discard`: unallocated space inside an announced aggregate must not loop back to the provider (AP-20, RFC 6666). */
  action: "forward" | "discard";
}

/**
 * Routes of the core and of each area, both families, in a fixed order.
 * The core has one route a platform site, department and area (AP-14): communes are seen by their area's routers only.
 */
export function routesOf(plan: AddressPlan): PlanRoute[] {
  const routes: PlanRoute[] = [];
  const sites = Object.values(plan.sites);
  const add = (route: Omit<PlanRoute, "family" | "destination">, block: { ipv6: string; ipv4: string }) => {
    routes.push({ ...route, family: 6, destination: block.ipv6 }, { ...route, family: 4, destination: block.ipv4 });
  };

  for (const site of sites) {
    if (site.kind !== "commune") add({ table: "core", site: site.site, action: "forward" }, site);
  }
  add({ table: "core", action: "discard" }, { ipv6: plan.root6, ipv4: plan.root4 });

  for (const area of sites) {
    if (area.kind !== "area") continue;
    const hub = zoneBlockOf(area);
    const hubText = { ipv6: formatPrefix(hub.ipv6), ipv4: formatPrefix(hub.ipv4) };
    add({ table: "area", area: area.site, site: area.site, action: "forward" }, hubText);
    for (const site of sites) {
      if (site.parent === area.site) add({ table: "area", area: area.site, site: site.site, action: "forward" }, site);
    }
    add({ table: "area", area: area.site, action: "discard" }, area);
  }
  return routes;
}
