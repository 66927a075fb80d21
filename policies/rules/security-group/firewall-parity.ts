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
import { type Fault, named } from "../../violation.ts";

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
  const does = rule.action === "allow" ? { en: "allows", vi: "cho phép" } : { en: "forbids", vi: "cấm" };
  const names = others.map(({ resource }) => named(resource));
  const otherEnds = others.map(showEnds);
  const seen =
    others.length === 0
      ? { en: `no ${other} rule of its policy does`, vi: `không quy tắc ${other} nào của chính sách đó làm vậy` }
      : {
          en: `${names.map(({ en }) => en).join(" and ")} does so ${otherEnds.map(({ en }) => en).join(" and ")} only`,
          vi: `${names.map(({ vi }) => vi).join(" và ")} chỉ làm vậy ${otherEnds.map(({ vi }) => vi).join(" và ")}`,
        };
  const traffic =
    rule.traffic === "any"
      ? { en: "every protocol", vi: "mọi giao thức" }
      : { en: rule.traffic, vi: rule.traffic.replace(" from ", " từ ") };
  const ends = showEnds(rule);
  // What IPv4 forbids and IPv6 does not is a hole, like what IPv6 alone allows.
  const wider = (rule.family === 6) === (rule.action === "allow");
  return {
    resource: rule.resource,
    fault: {
      found: {
        en: `${does.en} ${traffic.en} ${ends.en} over IPv${rule.family}, but ${seen.en}`,
        vi: `${does.vi} ${traffic.vi} ${ends.vi} qua IPv${rule.family}, nhưng ${seen.vi}`,
      },
      wanted: {
        en: `an ${other} rule of the same action, protocol, ports and peers`,
        vi: `một quy tắc ${other} cùng hành động, giao thức, cổng và đầu xa`,
      },
      fix: {
        en: `add a RuleV2 of ipVersion ${rule.family === 4 ? 6 : 4} to the policy; where the prefixes of both families mean the same peer, give both rules the same description`,
        vi: `thêm một RuleV2 có ipVersion ${rule.family === 4 ? 6 : 4} vào chính sách; khi tiền tố của hai họ địa chỉ cùng chỉ một đầu xa, ghi cùng description cho cả hai quy tắc`,
      },
      ...(wider ? { level: "mandatory" as const } : {}),
    },
  };
}
