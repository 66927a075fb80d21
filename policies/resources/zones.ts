import type { JudgedResource, PolicyContext } from "../policy.ts";
import { contains, parseCidr, type Cidr } from "./cidr.ts";
import { tagOf } from "./inputs.ts";

/** Zones of servers: addresses by DHCPv6, so that the plan's interface ids hold (RFC 7707; NET-06). */
export const SERVER_ZONES: readonly string[] = ["app", "db", "mgmt", "dmz"];
/** Zones of users and things: addresses by SLAAC. */
export const USER_ZONES: readonly string[] = ["lan", "wifi", "guest", "iot"];
/** Zones that the Internet may reach. */
export const PUBLIC_ZONES: readonly string[] = ["dmz", "edge"];
/** The zone that has no IPv4 whatever the tenant's mode (nibble d of the zone). */
export const V6_ONLY_ZONE = "v6only";

/** True in a tenant of mode v6-only, and for resources of zones without IPv4 in any tenant. */
export function isV6Only(resource: JudgedResource, context: PolicyContext): boolean {
  const zone = tagOf(resource, "zone");
  return (
    context.mode === "v6-only" ||
    zone === V6_ONLY_ZONE ||
    (typeof zone === "string" && context.v6OnlyZones?.includes(zone) === true)
  );
}

/** Prefix of a zone in one family, if the context knows the zone. */
export function zonePrefix(context: PolicyContext, zone: string, family: 4 | 6): Cidr | undefined {
  const prefixes = context.zones?.[zone];
  return prefixes && parseCidr(family === 4 ? prefixes.ipv4 : prefixes.ipv6);
}

/** The agency's zones with their prefixes in one family, in the order of the context. */
export function zonePrefixes(context: PolicyContext, family: 4 | 6): { zone: string; prefix: Cidr }[] {
  return Object.keys(context.zones ?? {}).flatMap((zone) => {
    const prefix = zonePrefix(context, zone, family);
    return prefix ? [{ zone, prefix }] : [];
  });
}

/** Codes of the agency's zones that lie in the prefix, in the order of the context. */
export function zonesWithin(context: PolicyContext, cidr: Cidr): string[] {
  const within = zonePrefixes(context, cidr.family).filter(({ prefix }) => contains(cidr, prefix));
  return within.map(({ zone }) => zone);
}

/** Code of the agency's zone that holds the prefix. */
export function zoneHolding(context: PolicyContext, cidr: Cidr): string | undefined {
  return zonePrefixes(context, cidr.family).find(({ prefix }) => contains(prefix, cidr))?.zone;
}
