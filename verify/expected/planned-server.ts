import { zonePlanOf } from "../../address-plan/plan-of.ts";
import type { AddressPlan } from "../../address-plan/plan.ts";
import { serverAddressesOf } from "../../address-plan/prefixes/interface-id.ts";
import { subnetPlanOf } from "../../address-plan/prefixes/subnet.ts";
import { compare } from "../../model/order.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";

/** One server as YAML and address plan want it. */
export interface PlannedServer {
  /** `web-1`. */
  name: string;
  zone: string;
  template: string;
  publish: boolean;
  ipv6: string;
  /** The address that the plan holds for it; a tenant in mode `v6-only` does not use it. */
  ipv4: string;
  gatewayIpv4: string;
}

/**
 * The servers of a tenant with the addresses of the plan, by name.
 * @throws Error when the plan has no addresses for the agency, or no such host number in a zone.
 */
export function plannedServers(province: Province, plan: AddressPlan, tenant: Tenant): PlannedServer[] {
  const site = plan.sites[tenant.code];
  if (site === undefined) throw new Error(`the address plan has no site '${tenant.code}'`);
  return tenant.servers
    .flatMap(({ name, zone, template, publish, host, replicas }) => {
      const nibble = province.zones[zone]?.nibble;
      if (nibble === undefined) throw new Error(`server ${tenant.code}/${name}: no zone '${zone}' in the catalogue`);
      // Servers live in the first subnet of their zone; further ones are for growth.
      const subnet = subnetPlanOf(zonePlanOf(site, zone, nibble), 0);
      return Array.from({ length: replicas }, (_, replica) => ({
        name: `${name}-${replica + 1}`,
        zone,
        template,
        publish,
        ...serverAddressesOf(subnet, host + replica),
        gatewayIpv4: subnet.ipv4.gateway,
      }));
    })
    .toSorted((a, b) => compare(a.name, b.name));
}
