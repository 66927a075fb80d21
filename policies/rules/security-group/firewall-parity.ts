import { UNKNOWN, type JudgedResource, type PolicyContext } from "../../policy.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import {
  firewallRules,
  isDefaultDeny,
  showEnds,
  type FirewallRule,
  type FirewallRules,
} from "../../resources/security-group/firewall-rules.ts";
import { prefixReader, samePeer, type Peer, type PrefixReader } from "../../resources/security-group/peer.ts";
import { nameOf, type Fault } from "../../violation.ts";

/** A firewall rule without its twin, for SEC-02. */
export interface LonelyRule {
  resource: JudgedResource;
  fault: Fault;
}

interface Ends {
  source: Peer | typeof UNKNOWN;
  destination: Peer | typeof UNKNOWN;
}

/**
 * Rules of firewall policies that have no twin in the other family. Twins have the same action, protocol and ports and
 * speak of the same peers at both ends. A policy denies what no rule allows, so a rule that forbids needs a twin only
 * where the other family is let through at all, and the last rule that denies everything needs none.
 */
export function lonelyFirewallRules(graph: ResourceGraph, context: PolicyContext): LonelyRule[] {
  if (context.mode === "v6-only") return [];
  const sets = firewallRules(graph).filter(({ complete }) => complete);
  if (sets.length === 0) return [];
  const peerOf = prefixReader(graph, context);
  return sets.flatMap((set) => lonelyIn(set, peerOf));
}

function lonelyIn({ rules }: FirewallRules, peerOf: PrefixReader): LonelyRule[] {
  const ends = new Map(rules.map((rule): [FirewallRule, Ends] => [rule, endsOf(rule, peerOf)]));
  const byTraffic = Map.groupBy(rules, ({ action, traffic }) => `${action} ${traffic}`);
  const letThrough = new Set(rules.filter(({ action }) => action === "allow").map(({ family }) => family));
  return [...byTraffic.values()].flatMap((alike) =>
    alike.flatMap((rule) => {
      const other = rule.family === 4 ? 6 : 4;
      if (isDefaultDeny(rule) || (rule.action === "deny" && !letThrough.has(other))) return [];
      const twins = alike.filter(({ family }) => family === other);
      const own = ends.get(rule)!;
      if (twins.some((twin) => meansSame(own, ends.get(twin)!))) return [];
      return own.source === UNKNOWN || own.destination === UNKNOWN ? [] : [lonely(rule, twins)];
    }),
  );
}

function endsOf({ resource }: FirewallRule, peerOf: PrefixReader): Ends {
  return {
    source: peerOf(resource, "sourceIpAddress"),
    destination: peerOf(resource, "destinationIpAddress"),
  };
}

function meansSame(a: Ends, b: Ends): boolean {
  return maySame(a.source, b.source) && maySame(a.destination, b.destination);
}

/** What is not known yet may mean anything. */
function maySame(a: Peer | typeof UNKNOWN, b: Peer | typeof UNKNOWN): boolean {
  return a === UNKNOWN || b === UNKNOWN || samePeer(a, b);
}

function lonely(rule: FirewallRule, others: readonly FirewallRule[]): LonelyRule {
  const other = `IPv${rule.family === 4 ? 6 : 4}`;
  const does = rule.action === "allow" ? "allows" : "forbids";
  const seen =
    others.length === 0
      ? `no ${other} rule of its policy does`
      : `${others.map(({ resource }) => nameOf(resource)).join(" and ")} does so ${others.map(showEnds).join(" and ")} only`;
  // What IPv4 forbids and IPv6 does not is a hole, like what IPv6 alone allows.
  const wider = (rule.family === 6) === (rule.action === "allow");
  return {
    resource: rule.resource,
    fault: {
      found: `${does} ${rule.traffic === "any" ? "every protocol" : rule.traffic} ${showEnds(rule)} over IPv${rule.family}, but ${seen}`,
      wanted: `an ${other} rule of the same action, protocol, ports and peers`,
      fix: `add a RuleV2 of ipVersion ${rule.family === 4 ? 6 : 4} to the policy; where the prefixes of both families mean the same peer, give both rules the same description`,
      ...(wider ? { level: "mandatory" as const } : {}),
    },
  };
}
