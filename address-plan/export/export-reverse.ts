import type { AddressPlan } from "../plan.ts";
import { formatPrefix } from "../prefixes/prefix.ts";
import { reverseDelegationsOf } from "../rules/check-routes.ts";

/** A reverse zone and whose prefix it delegates. */
export interface ReverseZone {
  zone: string;
  prefix: string;
  site: string;
}

/** Reverse zones of every site, both families, by site code (AP-19). */
export function reverseZones(plan: AddressPlan): ReverseZone[] {
  return reverseDelegationsOf(plan).flatMap(({ site, prefix, zones }) =>
    zones.map((zone) => ({ zone, prefix: formatPrefix(prefix), site })),
  );
}

/** Zone clauses for BIND's named.conf: a primary for each zone, its file named after the zone. */
export function bindZones(plan: AddressPlan): string {
  return reverseZones(plan)
    .map(
      ({ zone, prefix, site }) => `zone "${zone}" { type primary; file "${fileName(zone)}"; }; // ${site} ${prefix}\n`,
    )
    .join("");
}

/** A file system takes no `/`, which RFC 2317 puts into the names of classless zones. */
function fileName(zone: string): string {
  return `db.${zone.replaceAll("/", "-")}`;
}

/**
 * Configuration of Kea's DHCP-DDNS server: one reverse domain for each zone, with the DNS servers that take updates.
 *
 * @param dnsServers addresses of the primary servers of the reverse zones.
 */
export function keaReverseDomains(plan: AddressPlan, dnsServers: readonly string[]): string {
  const domains = reverseZones(plan).map(({ zone }) => ({
    name: `${zone}.`,
    "dns-servers": dnsServers.map((address) => ({ "ip-address": address })),
  }));
  return `${JSON.stringify({ DhcpDdns: { "reverse-ddns": { "ddns-domains": domains } } }, null, 2)}\n`;
}
