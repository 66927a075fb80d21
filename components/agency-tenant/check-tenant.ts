import { Faults } from "../faults.ts";
import type { AgencyTenantArgs } from "./tenant-args.ts";

/** Throws one error with every name that leads nowhere: a rule's zone, a server's network, rules of an absent zone. */
export const checkTenant = (name: string, args: AgencyTenantArgs): void => {
  const faults = new Faults(`AgencyTenant '${name}'`);
  const networks = Object.keys(args.networks).toSorted();
  const zones = [...new Set(Object.values(args.networks).map(({ zone }) => zone))].toSorted();
  for (const [zone, rules] of Object.entries(args.rules)) {
    if (!zones.includes(zone)) faults.add(`rules for zone '${zone}', which has no network; zones: ${zones.join(", ")}`);
    for (const { peer } of rules) {
      if (peer.kind === "zone" && !zones.includes(peer.zone)) {
        faults.add(
          `a rule of zone '${zone}' names zone '${peer.zone}', which has no network; zones: ${zones.join(", ")}`,
        );
      }
    }
  }
  for (const [key, { network }] of Object.entries(args.servers)) {
    if (!networks.includes(network)) {
      faults.add(`server '${key}' is on network '${network}', which is not there; networks: ${networks.join(", ")}`);
    }
  }
  faults.throwIfAny();
};
