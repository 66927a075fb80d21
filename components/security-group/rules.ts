import type * as pulumi from "@pulumi/pulumi";
import type { Family } from "../stack-mode.ts";

/**
 * Who is at the other end of a rule. `name` of a peer is its identity in the rules' URNs, so it never holds an address;
 * after renaming one, keep the old name in `formerNames` and the rules keep their URNs.
 */
export type SecurityPeer =
  | { kind: "anywhere" }
  /** The members of this very group. */
  | { kind: "self" }
  /** The members of another group of the same project: both families by themselves. */
  | { kind: "group"; name: string; id: pulumi.Input<string>; formerNames?: readonly string[] }
  /** A known network; one prefix per family. */
  | { kind: "prefixes"; name: string; ipv4?: string; ipv6?: string; formerNames?: readonly string[] };

/** A service by name instead of raw ports. */
export interface NamedService {
  name: string;
  /** `portTo` defaults to `port`. `family` only where the two families use different ports, as DHCP does. */
  ports: readonly { protocol: "tcp" | "udp"; port: number; portTo?: number; family?: Family }[];
}

/** Traffic that a group lets in (`ingress`) or out (`egress`); written once, expanded to every family. */
export interface SecurityRule {
  direction: "ingress" | "egress";
  peer: SecurityPeer;
  services: readonly NamedService[];
}

/** Servers by family in order of preference; both families name the same ones, in the same order. */
export interface ServersByFamily {
  ipv4: readonly string[];
  ipv6: readonly string[];
}

/** Where a rule's packets come from or go to. Ids of groups come later: a spec stays printable. */
export type RuleRemote = { kind: "prefix"; prefix: string } | { kind: "group"; name: string } | { kind: "self" };

/** One Neutron rule as plain data. */
export interface RuleSpec {
  /** Identity within its group: direction, peer, protocol, port and family, never an address or a place in a list. */
  key: string;
  /** Keys that the rule had before its peer was renamed. */
  formerKeys: string[];
  direction: "ingress" | "egress";
  ethertype: "IPv4" | "IPv6";
  protocol: "tcp" | "udp" | "icmp" | "ipv6-icmp";
  /** Port, or ICMP type. */
  portRangeMin: number;
  /** Port, or ICMP code; code 0 means every code, see icmp.ts. */
  portRangeMax: number;
  remote: RuleRemote;
  /** The same for the twins of both families: `from app: postgres`. */
  description: string;
}
