/** A security group rule in words that compare: what Neutron writes in several ways is written in one here. */
export interface Rule {
  /** Name of the group that it belongs to. */
  group: string;
  direction: string;
  /** `IPv4` or `IPv6`. */
  ethertype: string;
  /** `any`, `tcp`, `icmp`, `ipv6-icmp`, ... */
  protocol: string;
  /** `any`, `443`, `8000-8010`; for ICMP `type 128`, `type 3 code 4`. */
  ports: string;
  /** `anywhere`, a prefix, `group <name>`, `address group <id>`. */
  remote: string;
}

export interface Subnet {
  name: string;
  /** Name of its network. */
  network: string;
  cidr: string;
  gateway: string;
  dhcp: boolean;
  /** Sorted: Neutron does not keep the order. */
  pools: string[];
  /** In order of preference. */
  resolvers: string[];
  addressMode: string;
  raMode: string;
}

export interface Port {
  name: string;
  network: string;
  /** Sorted. */
  addresses: string[];
  /** Names, sorted. */
  groups: string[];
  portSecurity: boolean;
  /** Sorted. */
  addressPairs: string[];
  /** Neutron's `admin_state_up`: a port that is switched off carries nothing. */
  enabled: boolean;
}

export interface FloatingAddress {
  /** Name of the port that it leads to; empty when it leads nowhere. */
  port: string;
}

/** What a project's network configuration says, planned or found; every list sorted by its text. */
export interface NetworkConfiguration {
  networks: string[];
  groups: string[];
  rules: Rule[];
  subnets: Subnet[];
  ports: Port[];
  floatingAddresses: FloatingAddress[];
  /** Names of the subnets that a router is attached to. */
  routedSubnets: string[];
  /** Static routes of routers, in words. */
  routes: string[];
  /** What is open to other projects (Neutron's RBAC policies), in words. */
  shares: string[];
}

/** `ingress IPv6 tcp 443 from anywhere`. */
export function ruleText({ direction, ethertype, protocol, ports, remote }: Rule): string {
  return `${direction} ${ethertype} ${protocol} ${ports} ${direction === "ingress" ? "from" : "to"} ${remote}`;
}

/** IANA protocol numbers and legacy names that Neutron takes for the same protocol. */
const PROTOCOL_NAMES: Record<string, string> = {
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "ipv6-icmp",
  icmpv6: "ipv6-icmp",
};

/** One name for a protocol; in IPv6 Neutron takes `icmp` for ICMPv6. */
export function protocolName(protocol: unknown, ethertype: string): string {
  const text = typeof protocol === "string" || typeof protocol === "number" ? String(protocol).toLowerCase() : "";
  if (text === "" || text === "any" || text === "0") return "any";
  const name = PROTOCOL_NAMES[text] ?? text;
  return name === "icmp" && ethertype === "IPv6" ? "ipv6-icmp" : name;
}

/** Neutron's port fields in words. For ICMP they are type and code, and the provider sends no code for 0: every code. */
export function portsText(protocol: string, min: unknown, max: unknown): string {
  const [low, high] = [min, max].map((value) => (typeof value === "number" ? value : undefined));
  if (low === undefined) return "any";
  if (protocol === "icmp" || protocol === "ipv6-icmp") return `type ${low}${high ? ` code ${high}` : ""}`;
  return high === undefined || high === low ? `${low}` : `${low}-${high}`;
}

/** A remote prefix in words: everyone is `anywhere`, whether or not Neutron was told so by a prefix. */
export function prefixText(prefix: unknown): string {
  return typeof prefix !== "string" || prefix === "" || prefix === "0.0.0.0/0" || prefix === "::/0"
    ? "anywhere"
    : prefix;
}
