import { listed } from "../../messages/text.ts";
import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { cidrsIn } from "../../resources/cidr.ts";
import { cloudName, knownList, knownText, listOf, numberOf, textOf, type Known } from "../../resources/inputs.ts";
import { familyOf, type Family } from "../../resources/network-families.ts";
import { pairKeys } from "../../resources/paired-name.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { ENDPOINT_GROUP, SITE_CONNECTION, SUBNET } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";

/** Smallest MTU of a link that carries IPv6 (RFC 8200 section 5). */
const MIN_MTU = 1280;

/**
 * VPN-01. A connection carries one family, so a peer needs two. Connections are of one peer when their `peerAddress` or
 * `peerId` agree, or their names do but for the family (`hanoi-ipv4`, `hanoi (IPv6)`).
 */
export const vpnBothFamilies: StackPolicy = {
  id: "VPN-01",
  slug: "vpn-both-families",
  title: { en: "A tunnel to a peer carries both families", vi: "Đường hầm đến đầu xa mang cả hai họ địa chỉ" },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  serves: ["R2-31"],
  source: [
    "RFC 8200 section 5 (minimum MTU)",
    "RFC 7359 (VPN traffic leakages in dual-stack hosts)",
    "Neutron VPNaaS, endpoint groups",
  ],
  why: {
    en: "Dual-stack hosts prefer IPv6. Where the tunnel carries IPv4 only, their IPv6 traffic to the same partner goes around it in clear, or nowhere.",
    vi: "Máy có cả hai họ địa chỉ ưu tiên IPv6. Nơi đường hầm chỉ mang IPv4, lưu lượng IPv6 đến cùng đơn vị đó đi vòng bên ngoài không mã hóa, hoặc không đến đâu cả.",
  },
  fix: {
    en: "add a second SiteConnection to the peer with endpoint groups of the missing family",
    vi: "thêm một SiteConnection thứ hai đến đầu xa đó với các nhóm đầu cuối của họ địa chỉ còn thiếu",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    // By URN: a state lists connections in another order than a plan.
    const connections = graph.all(SITE_CONNECTION).toSorted((a, b) => compare(a.urn, b.urn));
    return [...connections.flatMap((connection) => checkMtu(connection)), ...checkPeers(connections, graph, context)];
  },
};

function checkMtu(connection: JudgedResource): Violation[] {
  const mtu = numberOf(connection.inputs["mtu"]);
  if (typeof mtu !== "number" || mtu >= MIN_MTU) return [];
  return [
    violation(vpnBothFamilies, connection, {
      found: { en: `has the mtu ${mtu}`, vi: `có mtu ${mtu}` },
      wanted: { en: `${MIN_MTU} or more, which IPv6 needs`, vi: `mtu từ ${MIN_MTU} trở lên, mức IPv6 cần` },
      fix: {
        en: `set mtu to ${MIN_MTU} or more, or leave it out`,
        vi: `đặt mtu từ ${MIN_MTU} trở lên, hoặc bỏ mtu đi`,
      },
    }),
  ];
}

function checkPeers(connections: readonly JudgedResource[], graph: ResourceGraph, context: PolicyContext): Violation[] {
  const families = new Map<JudgedResource, Known<Family>>(
    connections.map((connection) => [connection, familyOfConnection(connection, graph)]),
  );
  const keys = new Map(connections.map((connection) => [connection, keysOf(connection, families.get(connection))]));
  const peers = byPeer(keys);
  // A connection without a known peer may be of any, where it may be of the family that is missing.
  const loose = new Set(connections.filter((connection) => textOf(connection.inputs["peerAddress"]) === UNKNOWN));
  const mayCarry = (connection: JudgedResource, family: Family): boolean =>
    [family, UNKNOWN, undefined].includes(families.get(connection));
  return peers.flatMap((group) => {
    const known = group.map((connection) => families.get(connection));
    if (known.includes(UNKNOWN)) return [];
    const missing = ([4, 6] as const).filter((family) => !known.includes(family));
    const [family] = missing;
    if (missing.length !== 1 || family === undefined) return [];
    const others = group.some((connection) => loose.has(connection)) ? connections : [...loose];
    if (others.some((connection) => !group.includes(connection) && mayCarry(connection, family))) return [];
    if (family === 4 && context.mode !== undefined && context.mode !== "dual") return [];
    const [first, ...more] = group;
    const beside = listed(more.map(named));
    const peer = knownText(first!.inputs["peerAddress"]) ?? cloudName(first!);
    const carries = family === 4 ? "IPv6" : "IPv4";
    return [
      violation(vpnBothFamilies, first!, {
        found: {
          en: `carries ${carries} only${more.length === 0 ? "" : ` (and so do ${beside.en})`} to peer ${peer}`,
          vi: `chỉ mang ${carries}${more.length === 0 ? "" : ` (${beside.vi} cũng vậy)`} đến đầu xa ${peer}`,
        },
        wanted: {
          en: `a connection for IPv${family} to the same peer`,
          vi: `một kết nối IPv${family} đến cùng đầu xa đó`,
        },
      }),
    ];
  });
}

/** Connections that share a key, directly or through others, in the order of the stack. */
function byPeer(known: ReadonlyMap<JudgedResource, readonly string[]>): JudgedResource[][] {
  const groupOf = new Map<string, JudgedResource[]>();
  const groups = new Set<JudgedResource[]>();
  for (const [connection, keys] of known) {
    const met = new Set(keys.flatMap((key) => [groupOf.get(key) ?? []]).filter((group) => group.length > 0));
    const group = [...[...met].flat(), connection];
    for (const old of met) groups.delete(old);
    groups.add(group);
    for (const member of group) for (const key of known.get(member) ?? []) groupOf.set(key, group);
  }
  return [...groups];
}

function keysOf(connection: JudgedResource, family: Known<Family>): string[] {
  return [
    ...pairKeys(cloudName(connection), family).map((key) => `name ${key}`),
    ...["peerAddress", "peerId"].flatMap((input) => {
      const value = knownText(connection.inputs[input]);
      return value === undefined ? [] : [`${input} ${value}`];
    }),
  ];
}

/** Family of what the connection carries; undefined when nothing says so. */
function familyOfConnection(connection: JudgedResource, graph: ResourceGraph): Known<Family> {
  const sides = [
    familyOfTexts(connection.inputs["peerCidrs"]),
    familyOfGroup(connection, "peerEpGroupId", graph),
    familyOfGroup(connection, "localEpGroupId", graph),
  ];
  const certain = sides.find((side) => side === 4 || side === 6);
  return certain ?? (sides.includes(UNKNOWN) ? UNKNOWN : undefined);
}

function familyOfTexts(value: unknown): Known<Family> {
  const texts = listOf(value);
  if (texts === UNKNOWN) return UNKNOWN;
  return cidrsIn(texts)[0]?.family ?? (texts.includes(UNKNOWN) ? UNKNOWN : undefined);
}

function familyOfGroup(connection: JudgedResource, input: string, graph: ResourceGraph): Known<Family> {
  const link = graph.link(connection, input, ENDPOINT_GROUP);
  if (link.kind === "absent") return undefined;
  if (link.kind !== "resource") return UNKNOWN;
  const group = link.resource;
  const written = familyOfTexts(group.inputs["endpoints"]);
  if (written !== undefined && written !== UNKNOWN) return written;
  for (const endpoint of knownList(group.inputs["endpoints"])) {
    const subnet = graph.nestedLink(group, "endpoints", endpoint, SUBNET);
    if (subnet.kind === "resource") return familyOf(subnet.resource);
  }
  return UNKNOWN;
}
