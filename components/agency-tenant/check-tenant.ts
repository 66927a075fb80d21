import { Faults } from "../faults.ts";
import type { AgencyTenantArgs } from "./tenant-args.ts";

/** Name of the group of the standing rules; it stands where the other groups' names have their zone. */
export const STANDING = "standing";

/**
 * Throws one error with every name that leads nowhere: a rule's zone, a server's network, rules of an absent zone; and
 * with a zone that has the standing group's name.
 */
export const checkTenant = (name: string, args: AgencyTenantArgs): void => {
  const faults = new Faults(`AgencyTenant '${name}'`);
  const networks = Object.keys(args.networks).toSorted();
  const zones = [...new Set(Object.values(args.networks).map(({ zone }) => zone))].toSorted();
  if (zones.includes(STANDING))
    faults.add(`zone '${STANDING}' has the name of the group of standing rules: choose another`);
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
