import { contains, parseCidr, type Cidr } from "./cidr.ts";

/** Nova's metadata service in both families: link-local by design (Nova metadata guide). */
export const METADATA_SERVICE: readonly string[] = ["169.254.169.254/32", "fe80::a9fe:a9fe/128"];

/** Where DHCP clients of both families send their requests (RFC 2131 section 4.1, RFC 8415 section 7.1). */
export const DHCP_SERVERS: readonly string[] = ["255.255.255.255/32", "ff02::1:2/128"];

/**
 * What means the same in both families by a standard: addresses of services and groups (IANA multicast address
 * registries), and the space that they are of.
 */
export const WELL_KNOWN_TWINS: Readonly<Record<string, readonly string[]>> = {
  metadata: METADATA_SERVICE,
  dhcp: DHCP_SERVERS,
  "link-local": ["169.254.0.0/16", "fe80::/10", "fe80::/64"],
  multicast: ["224.0.0.0/4", "ff00::/8"],
  "multicast of a link": ["224.0.0.0/24", "ff02::/16"],
  "all nodes": ["224.0.0.1/32", "ff02::1/128"],
  "all routers": ["224.0.0.2/32", "ff02::2/128"],
  "OSPF routers": ["224.0.0.5/32", "ff02::5/128"],
  "OSPF designated routers": ["224.0.0.6/32", "ff02::6/128"],
  "RIP routers": ["224.0.0.9/32", "ff02::9/128"],
  EIGRP: ["224.0.0.10/32", "ff02::a/128"],
  PIM: ["224.0.0.13/32", "ff02::d/128"],
  // RFC 9568 sections 5.1.1.2 and 5.1.2.2
  VRRP: ["224.0.0.18/32", "ff02::12/128"],
  mDNS: ["224.0.0.251/32", "ff02::fb/128"],
  LLMNR: ["224.0.0.252/32", "ff02::1:3/128"],
  NTP: ["224.0.1.1/32", "ff02::101/128", "ff05::101/128"],
  SSDP: ["239.255.255.250/32", "ff02::c/128"],
};

const OWNED_BY_NOBODY = ["169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32", "fe80::/10", "ff00::/8"].map((prefix) =>
  parseCidr(prefix)!,
);

/** True for link-local and multicast addresses: rules name them as peers, yet no place of the plan has them. */
export function isOwnedByNobody(cidr: Cidr): boolean {
  return OWNED_BY_NOBODY.some((prefix) => contains(prefix, cidr));
}
