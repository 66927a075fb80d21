import { UNKNOWN, type JudgedResource, type PolicyContext } from "../../policy.ts";
import { isEveryone, parseCidr, type Cidr } from "../cidr.ts";
import { textOf } from "../inputs.ts";
import { addressesOf, cidrOf } from "../network-families.ts";
import type { ResourceGraph } from "../resource-graph.ts";
import { ADDRESS_GROUP, PORT, SEC_GROUP, SUBNET } from "../types.ts";
import { WELL_KNOWN_TWINS } from "../well-known-addresses.ts";
import { remoteInput, remoteOf } from "./remote.ts";
import type { Rule } from "./rule.ts";

/**
 * Whom a rule speaks of, in words that both families share:
 * - `any`: 0.0.0.0/0 and ::/0, and rules without a remote;
 * - `same`: something that has a key without a family: a security group, an address that is well known in both
 *   families (well-known-addresses.ts), a zone of the agency, a network of the stack (its two subnets are twins), a
 *   port (its addresses are). A prefix can be a zone and a network at once, hence several keys;
 * - `prefix`: any other prefix. Nothing says which IPv6 prefix is its twin, so the author does, by the same
 *   `description` on the rules of both families, or by one address group that both name.
 */
export type Peer =
  | { kind: "any" }
  | { kind: "same"; keys: string[] }
  | { kind: "prefix"; description: string | typeof UNKNOWN | undefined; addressGroup?: string };

/** Tells the peer that an input of a resource names by a prefix or address; `UNKNOWN` when it cannot be known yet. */
export type PrefixReader = (resource: JudgedResource, input: string) => Peer | typeof UNKNOWN;

export function prefixReader(
  graph: ResourceGraph,
  context: PolicyContext,
  keys: Keys = keysByPrefix(graph, context),
): PrefixReader {
  return (resource, input) => {
    const text = textOf(resource.inputs[input]);
    if (text === undefined) return { kind: "any" };
    const cidr = text === UNKNOWN ? undefined : parseCidr(text);
    if (cidr) return prefixPeer(cidr, resource, keys);
    // The prefix may come from a subnet of the stack: `remoteIpPrefix: subnet.cidr`.
    const subnets = graph.made(resource, input, SUBNET);
    const network = subnets.length === 1 ? graph.networkOf(subnets[0]!) : undefined;
    return network?.kind === "resource" ? { kind: "same", keys: [network.resource.urn] } : UNKNOWN;
  };
}

/** The same for a rule of a security group, which may also name a group. */
export function peerReader(graph: ResourceGraph, context: PolicyContext): (rule: Rule) => Peer | typeof UNKNOWN {
  const keys = keysByPrefix(graph, context);
  const ofPrefix = prefixReader(graph, context, keys);
  return (rule) => {
    if (rule.member) {
      const remote = remoteOf(rule);
      if (remote.kind === "any") return { kind: "any" };
      return remote.kind === "prefix" ? prefixPeer(remote.cidr, rule.resource, keys, rule.member.group.urn) : UNKNOWN;
    }
    return remoteOf(rule).kind === "group" ? groupPeer(rule, graph) : ofPrefix(rule.resource, "remoteIpPrefix");
  };
}

function prefixPeer(cidr: Cidr, resource: JudgedResource, keys: Keys, addressGroup?: string): Peer {
  if (isEveryone(cidr)) return { kind: "any" };
  const known = keys.get(cidr.canonical);
  return known ? { kind: "same", keys: known } : described(resource, addressGroup);
}

type Keys = ReadonlyMap<string, string[]>;

function keysByPrefix(graph: ResourceGraph, context: PolicyContext): Keys {
  const keys = new Map(
    Object.entries(WELL_KNOWN_TWINS).flatMap(([key, prefixes]) =>
      prefixes.map((prefix): [string, string[]] => [prefix, [key]]),
    ),
  );
  const add = (canonical: string | undefined, key: string) => {
    if (canonical === undefined) return;
    const same = keys.get(canonical);
    if (same) same.push(key);
    else keys.set(canonical, [key]);
  };
  for (const [zone, { ipv4, ipv6 }] of Object.entries(context.zones ?? {})) {
    for (const prefix of [ipv4, ipv6]) add(parseCidr(prefix)?.canonical, `zone ${zone}`);
  }
  for (const subnet of graph.all(SUBNET)) {
    const network = graph.networkOf(subnet);
    if (network.kind === "resource") add(cidrOf(subnet)?.canonical, network.resource.urn);
  }
  for (const port of graph.all(PORT)) {
    for (const { canonical } of addressesOf(port)) add(canonical, port.urn);
  }
  return keys;
}

function described(resource: JudgedResource, addressGroup?: string): Peer {
  const description = textOf(resource.inputs["description"]);
  return { kind: "prefix", description, ...(addressGroup === undefined ? {} : { addressGroup }) };
}

function groupPeer(rule: Rule, graph: ResourceGraph): Peer | typeof UNKNOWN {
  if (remoteInput(rule.resource) === "remoteAddressGroupId") {
    // One made elsewhere may hold both families or one; rules that name the same one mean the same.
    const elsewhere = graph.link(rule.resource, "remoteAddressGroupId", ADDRESS_GROUP);
    return elsewhere.kind === "outside" ? described(rule.resource, elsewhere.key) : UNKNOWN;
  }
  const group = graph.link(rule.resource, "remoteGroupId", SEC_GROUP);
  if (group.kind === "resource") return { kind: "same", keys: [group.resource.urn] };
  return group.kind === "outside" ? { kind: "same", keys: [`group ${group.key}`] } : UNKNOWN;
}

/** True when two rules of different families speak of the same peer. */
export function samePeer(a: Peer, b: Peer): boolean {
  if (a.kind === "any" || b.kind === "any") return a.kind === b.kind;
  if (a.kind === "same" && b.kind === "same") return a.keys.some((key) => b.keys.includes(key));
  if (a.kind === "prefix" && b.kind === "prefix") {
    if (a.addressGroup !== undefined && a.addressGroup === b.addressGroup) return true;
    if (a.description === UNKNOWN || b.description === UNKNOWN) return true;
    return a.description !== undefined && a.description === b.description;
  }
  // One is a zone or network of this stack and the other a prefix elsewhere: not the same peer.
  return false;
}
