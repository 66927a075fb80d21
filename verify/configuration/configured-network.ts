import { type Entry, entriesIn, textIn, textsIn } from "./project-content.ts";

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

/** What a project's network configuration says, planned or found; every list sorted by its text. */
export interface NetworkConfiguration {
  networks: string[];
  groups: string[];
  rules: Rule[];
  subnets: Subnet[];
  ports: Port[];
  /** Where floating addresses lead to, in words. */
  floatingAddresses: string[];
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

/** A rule of a group as Neutron shows it; `nameOf` gives what an id belongs to. */
export function ruleOf(group: string, rule: Entry, nameOf: (id: unknown) => string): Rule {
  const ethertype = textIn(rule, "ethertype");
  const protocol = protocolName(rule["protocol"], ethertype);
  const [remoteGroup, addressGroup] = [rule["remote_group_id"], rule["remote_address_group_id"]];
  const prefix = textIn(rule, "remote_ip_prefix");
  return {
    group,
    direction: textIn(rule, "direction"),
    ethertype,
    protocol,
    ports: portsText(protocol, rule["port_range_min"], rule["port_range_max"]),
    remote:
      typeof remoteGroup === "string"
        ? `group ${nameOf(remoteGroup)}`
        : typeof addressGroup === "string"
          ? `address group ${addressGroup}`
          : // Everyone, whether or not Neutron was told so by a prefix.
            ["", "0.0.0.0/0", "::/0"].includes(prefix)
            ? "anywhere"
            : prefix,
  };
}

/** A subnet as Neutron shows it. */
export function subnetOf(subnet: Entry, nameOf: (id: unknown) => string): Subnet {
  const pools = entriesIn(subnet, "allocation_pools");
  return {
    name: textIn(subnet, "name"),
    network: nameOf(subnet["network_id"]),
    cidr: textIn(subnet, "cidr"),
    gateway: textIn(subnet, "gateway_ip"),
    dhcp: subnet["enable_dhcp"] === true,
    pools: pools.map((pool) => `${textIn(pool, "start")}-${textIn(pool, "end")}`).toSorted(),
    resolvers: textsIn(subnet, "dns_nameservers"),
    addressMode: textIn(subnet, "ipv6_address_mode"),
    raMode: textIn(subnet, "ipv6_ra_mode"),
  };
}

/** A port as Neutron shows it. */
export function portOf(port: Entry, nameOf: (id: unknown) => string): Port {
  const addresses = (field: string): string[] =>
    entriesIn(port, field)
      .map((each) => textIn(each, "ip_address"))
      .toSorted();
  return {
    name: textIn(port, "name"),
    network: nameOf(port["network_id"]),
    addresses: addresses("fixed_ips"),
    groups: textsIn(port, "security_groups").map(nameOf).toSorted(),
    portSecurity: port["port_security_enabled"] === true,
    addressPairs: addresses("allowed_address_pairs"),
    enabled: port["admin_state_up"] !== false,
  };
}
