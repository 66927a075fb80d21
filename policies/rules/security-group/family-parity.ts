import { commaSeparated, type Text } from "../../messages/text.ts";
import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { groupsTogether, type GroupsTogether } from "../../resources/security-group/groups-together.ts";
import { ERRORS, LINK_MUST_NOT_DROP } from "../../resources/security-group/icmpv6-types.ts";
import { peerReader, samePeer, type Peer } from "../../resources/security-group/peer.ts";
import { showRemote } from "../../resources/security-group/remote.ts";
import { showTraffic, type Rule } from "../../resources/security-group/rule.ts";
import { rulesByGroup } from "../../resources/security-group/rules-by-group.ts";
import { isV6Only } from "../../resources/zones.ts";
import { named, violation } from "../../violation.ts";
import { lonelyFirewallRules } from "./firewall-parity.ts";

/**
 * SEC-02. Two rules that the same ports have are twins when direction, protocol and ports agree and both speak of the
 * same peer (peer.ts says what that means across families). ICMP types differ by family, so ICMP has two
 * classes: echo messages, and all others; ICMPv6 messages that IPv4 does not have or lets through as RELATED
 * need no twin. Rules of the firewall as a service are held to the same (firewall-parity.ts).
 */
export const familyParity: StackPolicy = {
  id: "SEC-02",
  slug: "family-parity",
  title: {
    en: "A security group or firewall admits the same in both families",
    vi: "Nhóm bảo mật hoặc tường lửa cho qua như nhau ở hai họ địa chỉ",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: {
    en: "in phase 1 a missing IPv6 rule is advisory; IPv6 wider than IPv4 is always mandatory",
    vi: "trong giai đoạn 1 thiếu quy tắc IPv6 chỉ là khuyến nghị; IPv6 rộng hơn IPv4 luôn bắt buộc",
  },
  familyRelated: true,
  serves: ["R1-43", "R1-01"],
  source: [
    "RFC 9099 section 3 (same policy for both families)",
    "Neutron API: a security group rule has one ethertype",
  ],
  why: {
    en: "Rules written twice drift apart. What IPv4 forbids and IPv6 admits is a hole that nobody looks for; what IPv6 lacks is an outage for its users.",
    vi: "Quy tắc viết hai lần sẽ lệch nhau. IPv4 cấm mà IPv6 cho qua là lỗ hổng không ai tìm; IPv6 thiếu là gián đoạn với người dùng IPv6.",
  },
  fix: {
    en: "declare the flow once with SecurityGroup, or add the twin rule; where the prefixes of both families mean the same peer, give both rules the same description",
    vi: "khai báo luồng một lần bằng SecurityGroup, hoặc thêm quy tắc tương ứng; khi tiền tố của hai họ địa chỉ cùng chỉ một đầu xa, ghi cùng description cho cả hai quy tắc",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return [
      ...checkGroups(graph, context),
      ...lonelyFirewallRules(graph, context).map(({ resource, fault }) => violation(familyParity, resource, fault)),
    ];
  },
};

function checkGroups(graph: ResourceGraph, context: PolicyContext): Violation[] {
  const byGroup = rulesByGroup(graph);
  const peerOf = peerReader(graph, context);
  const combinations = groupsTogether(graph, byGroup).filter(
    ({ groups }) => !groups.some((group) => isV6Only(group, context)),
  );
  return [...byGroup].flatMap(([group, { rules }]) => {
    // A rule that cannot be read or placed may be the twin of any other.
    const found = combinations
      .filter(({ groups, complete }) => complete && groups.includes(group))
      .flatMap((together) => checkGroup(group, judgedIn(together, rules), together.rules, peerOf));
    // One finding for each rule; several rules inside one group have its URN.
    return [...new Map(found).values()];
  });
}

/** ICMPv6 messages without an IPv4 rule: errors (IPv4's pass as RELATED), multicast listener and neighbour discovery. */
const ICMPV6_ALONE: readonly number[] = [...ERRORS, ...LINK_MUST_NOT_DROP];

/** Protocols that exist in one family only. */
const ONE_FAMILY: readonly string[] = [
  "igmp",
  "ipip",
  "ipv6-encap",
  "ipv6-route",
  "ipv6-frag",
  "ipv6-nonxt",
  "ipv6-opts",
];

/** Where a group of the port has Neutron's default rules, all that leaves may leave in both families. */
function judgedIn({ defaults }: GroupsTogether, rules: readonly Rule[]): readonly Rule[] {
  return defaults ? rules.filter(({ direction }) => direction === "ingress") : rules;
}

function needsTwin(rule: Rule): boolean {
  if (ONE_FAMILY.includes(rule.protocol)) return false;
  return !(
    rule.protocol === "icmp" &&
    rule.family === 6 &&
    rule.icmpType !== undefined &&
    ICMPV6_ALONE.includes(rule.icmpType)
  );
}

/** DHCP moved from 67/68 to 547/546 with IPv6 (RFC 2131, RFC 8415). */
const DHCP_PORTS: Record<number, number> = { 67: 547, 68: 546 };

/** True for DHCP in the family of the rule. Its peers differ: answers come from a link-local address in IPv6 alone. */
function isDhcp({ family, protocol, ports }: Rule): boolean {
  const known = family === 4 ? Object.keys(DHCP_PORTS).map(Number) : Object.values(DHCP_PORTS);
  return protocol === "udp" && ports !== undefined && ports.from === ports.to && known.includes(ports.from);
}

/** Echo request and reply of ICMP and of ICMPv6; type 0, the IPv4 reply, reads as every type (rule.ts). */
const ECHO: readonly number[] = [8, 128, 129];

/** True when two rules of the same traffic may be twins: of ICMP, when a class of messages is common to both. */
function isAlike(a: Rule, b: Rule): boolean {
  if (a.protocol !== "icmp" || a.icmpType === undefined || b.icmpType === undefined) return true;
  return ECHO.includes(a.icmpType) === ECHO.includes(b.icmpType);
}

/** What must be equal in twins beside the peer. */
function traffic(rule: Rule): string {
  if (!rule.ports) return `${rule.direction} ${rule.protocol}`;
  const { from, to } = rule.ports;
  const dhcp = rule.family === 4 && rule.protocol === "udp" && from === to ? DHCP_PORTS[from] : undefined;
  return `${rule.direction} ${rule.protocol} ${dhcp ?? from}-${dhcp ?? to}`;
}

function checkGroup(
  group: JudgedResource,
  own: readonly Rule[],
  together: readonly Rule[],
  peerOf: (rule: Rule) => Peer | typeof UNKNOWN,
): [JudgedResource, Violation][] {
  const byTraffic = new Map<string, { rule: Rule; peer: Peer | typeof UNKNOWN }[]>();
  for (const rule of together) {
    const entry: { rule: Rule; peer: Peer | typeof UNKNOWN } = { rule, peer: peerOf(rule) };
    const alike = byTraffic.get(traffic(rule));
    if (alike) alike.push(entry);
    else byTraffic.set(traffic(rule), [entry]);
  }
  return [...byTraffic.values()].flatMap((alike) =>
    alike.flatMap(({ rule, peer }): [JudgedResource, Violation][] => {
      if (!own.includes(rule) || !needsTwin(rule) || peer === UNKNOWN) return [];
      const others = alike.filter((other) => other.rule.family !== rule.family && isAlike(rule, other.rule));
      if (others.some((other) => other.peer === UNKNOWN || isDhcp(rule) || samePeer(peer, other.peer))) return [];
      const lonely = others.map((other) => other.rule);
      return [[rule.resource, report(group, rule, peer, lonely)]];
    }),
  );
}

/** The other ends of the rules, each once, in the order of their English words. */
function distinctRemotes(rules: readonly Rule[]): Text[] {
  const remotes = new Map(rules.map(showRemote).map((remote) => [remote.en, remote]));
  return [...remotes.values()].toSorted((a, b) => compare(a.en, b.en));
}

function report(group: JudgedResource, rule: Rule, peer: Peer, others: readonly Rule[]): Violation {
  const own = rule.family === 4 ? "IPv4" : "IPv6";
  const other = rule.family === 4 ? "IPv6" : "IPv4";
  const ingress = rule.direction === "ingress";
  const [way, end] = ingress ? ["lets in", "from"] : ["lets out", "to"];
  const [wayVi, endVi] = ingress ? ["cho vào", "từ"] : ["cho ra", "đến"];
  const ends = commaSeparated(distinctRemotes(others));
  const seen =
    others.length === 0
      ? { en: `no ${other} rule does`, vi: `không quy tắc ${other} nào làm vậy` }
      : { en: `${other} rules do so ${end} ${ends.en} only`, vi: `quy tắc ${other} chỉ làm vậy ${endVi} ${ends.vi}` };
  const [owner, admitted, remote] = [named(group), showTraffic(rule), showRemote(rule)];
  const found = {
    en: `of ${owner.en} ${way} ${admitted.en} ${end} ${remote.en} over ${own}, but ${seen.en}`,
    vi: `của ${owner.vi} ${wayVi} ${admitted.vi} ${endVi} ${remote.vi} qua ${own}, nhưng ${seen.vi}`,
  };
  const known =
    peer.kind === "prefix"
      ? {
          en: " (a prefix known as its twin, or the same description on both rules)",
          vi: " (một tiền tố được biết là tương ứng, hoặc cùng description trên cả hai quy tắc)",
        }
      : { en: "", vi: "" };
  const wanted = {
    en: `an ${other} rule of the same direction, protocol, ports and peer${known.en}`,
    vi: `một quy tắc ${other} cùng chiều, giao thức, cổng và đầu xa${known.vi}`,
  };
  // What IPv6 admits and IPv4 does not is a hole in every phase: nothing hides an IPv6 host (platform fact 3).
  return violation(familyParity, rule.resource, {
    found,
    wanted,
    ...(rule.family === 6 ? { level: "mandatory" as const } : {}),
  });
}
