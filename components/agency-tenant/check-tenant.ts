import { Faults } from "../faults.ts";
import type { AgencyTenantArgs } from "./tenant-args.ts";

/** Names of the groups of the standing rules; they stand where the other groups' names have their zone. */
export const STANDING = "standing";
/** The same for servers that ask other resolvers, since they have no IPv4. */
export const V6_ONLY_STANDING = "standing-v6-only";

/**
 * Throws one error with every name that leads nowhere: a rule's zone, a server's network, rules of an absent zone; and
 * with a zone that has the standing group's name.
 */
export function checkTenant(name: string, args: AgencyTenantArgs): void {
  const faults = new Faults(`AgencyTenant '${name}'`);
  const networks = Object.keys(args.networks).toSorted();
  const zones = [...new Set(Object.values(args.networks).map(({ zone }) => zone))].toSorted();
  for (const taken of [STANDING, V6_ONLY_STANDING]) {
    if (zones.includes(taken)) {
      faults.add(`zone '${taken}' has the name of the group of standing rules: choose another`);
    }
  }
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
}
