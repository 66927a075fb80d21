import type { AddressPlan } from "../../address-plan/plan.ts";
import { formatAddress } from "../../address-plan/prefixes/address.ts";
import { partName } from "../../infra/tenant/names.ts";
import { replicasIn, serverSubnetIn } from "../../infra/tenant/tenant-facts.ts";
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
  return tenant.servers
    .flatMap((server) => {
      const { name, zone, template, publish } = server;
      const subnet = serverSubnetIn({ province, plan }, tenant.code, zone);
      return replicasIn(subnet, server).map(({ number, ...addresses }) => ({
        name: partName(name, number),
        zone,
        template,
        publish,
        ...addresses,
        gatewayIpv4: formatAddress(subnet.ipv4.gateway),
      }));
    })
    .toSorted((a, b) => compare(a.name, b.name));
}
