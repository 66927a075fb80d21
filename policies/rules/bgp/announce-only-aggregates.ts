import { listed, type Text } from "../../messages/text.ts";
import { UNKNOWN, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { contains, isPrivateIpv4, isUniqueLocal, liesIn, parseCidr, type Cidr } from "../../resources/cidr.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { BGP_PEER } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";
import { poolPrefixes, poolSubnets, type PoolPrefix, type PoolSubnet } from "./announced.ts";
import { ownAsns, peersOf, speakersOf, type Speaker } from "./speakers.ts";

/** Longest prefix that the Internet takes (RFC 7454 section 6.1.3). */
const LONGEST = { 4: 24, 6: 48 } as const;

/** Address space of carriers' own networks (RFC 6598): as private as RFC 1918 to everybody else. */
const SHARED_IPV4 = parseCidr("100.64.0.0/10")!;

/**
 * BGP-03. A speaker announces the subnets of the pools in its address scope; what holds for the Internet is not
 * asked of one that speaks with the province's own routers alone.
 */
export const announceOnlyAggregates: StackPolicy = {
  id: "BGP-03",
  slug: "announce-only-aggregates",
  title: {
    en: "The Internet hears the registered aggregates and nothing else",
    vi: "Internet chỉ nghe thấy các tiền tố tổng hợp đã đăng ký, không gì khác",
  },
  kind: "stack",
  level: "mandatory",
  why: {
    en: "Carriers drop longer prefixes and those without a route origin authorization, and a private prefix that leaks draws traffic of the state's own network to the Internet.",
    vi: "Nhà cung cấp bỏ các tiền tố dài hơn và các tiền tố không có ROA; một tiền tố dùng riêng lọt ra ngoài sẽ kéo lưu lượng của mạng nhà nước ra Internet.",
  },
  serves: ["R1-29"],
  source: [
    "RFC 7454 section 6",
    "RFC 9319",
    "RFC 6811",
    "Neutron administration guide, BGP: address scopes decide what is announced",
  ],
  fix: {
    en: "announce the aggregates from the border routers, and let the speaker announce to those routers only",
    vi: "quảng bá các tiền tố tổng hợp từ bộ định tuyến biên, và để bộ phát BGP chỉ quảng bá đến các bộ định tuyến đó",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    const speakers = speakersOf(graph);
    if (speakers.length === 0) return [];
    const prefixes = poolPrefixes(graph);
    const subnets = poolSubnets(graph).filter(({ family, length }) => length > LONGEST[family]);
    const inner = innerSpeakers(speakers, graph, context);
    const outer = speakers.filter((speaker) => announcesTenants(speaker) && !inner.has(speaker));
    return [
      ...speakers.flatMap((speaker) => checkHostRoutes(speaker, inner.has(speaker))),
      ...alikeOnce(outer).flatMap((speaker) => checkAnnounced(speaker, prefixes, subnets, context)),
    ];
  },
};

/** Speakers whose peers may all be routers of the province itself: nothing shows one that is not. */
function innerSpeakers(speakers: readonly Speaker[], graph: ResourceGraph, context: PolicyContext): Set<Speaker> {
  const own = ownAsns(speakers, context);
  const remote = new Map(peersOf(graph).map((peer) => [peer.resource, peer.remoteAs]));
  return new Set(
    speakers.filter(({ resource }) => {
      const peers = graph.listed(resource, "peers", BGP_PEER);
      const outer = peers.resources.some((peer) => remote.get(peer) !== UNKNOWN && !own.has(remote.get(peer)));
      return !outer && !(peers.complete && peers.resources.length === 0);
    }),
  );
}

/** The provider's default is true; IPv6 has no floating addresses, and a host route is longer than any aggregate. */
function checkHostRoutes({ resource, family }: Speaker, inner: boolean): Violation[] {
  const routes = booleanOf(resource.inputs["advertiseFloatingIpHostRoutes"]);
  if (family === UNKNOWN || routes === UNKNOWN || routes === false || (family === 4 && inner)) return [];
  return [
    violation(announceOnlyAggregates, resource, {
      found: {
        en: `of ipVersion ${family} has advertiseFloatingIpHostRoutes ${routes ?? "unset, which is true"}`,
        vi: `có ipVersion ${family} và advertiseFloatingIpHostRoutes ${routes ?? "để trống, tức là true"}`,
      },
      wanted:
        family === 6
          ? {
              en: "it false for IPv6, which has no floating addresses",
              vi: "giá trị false cho IPv6, vốn không có địa chỉ nổi",
            }
          : { en: "no host route on the Internet", vi: "không có tuyến đến từng máy trên Internet" },
      fix: { en: "set advertiseFloatingIpHostRoutes false", vi: "đặt advertiseFloatingIpHostRoutes thành false" },
    }),
  ];
}

/** The provider's default is true. */
function announcesTenants({ resource }: Speaker): boolean {
  const tenants = booleanOf(resource.inputs["advertiseTenantNetworks"]);
  return tenants !== false && tenants !== UNKNOWN;
}

/** The first of the speakers that announce the same: those of one family and AS number. */
function alikeOnce(speakers: readonly Speaker[]): Speaker[] {
  const first = new Map<string, Speaker>();
  for (const speaker of speakers) {
    const key = `${String(speaker.family)} ${String(speaker.localAs)}`;
    if (!first.has(key)) first.set(key, speaker);
  }
  return [...first.values()];
}

function checkAnnounced(
  speaker: Speaker,
  prefixes: readonly PoolPrefix[],
  subnets: readonly PoolSubnet[],
  context: PolicyContext,
): Violation[] {
  if (speaker.family === UNKNOWN) return [];
  const own = subnets.filter(({ family }) => family === speaker.family);
  const pools = prefixes.flatMap(({ pool, cidr }) => {
    if (cidr.family !== speaker.family) return [];
    const fault = faultOf(cidr, speaker, context);
    if (!fault) return [];
    const found: Text = {
      en: `announces ${cidr.canonical} of ${named(pool).en}, ${fault.found.en}`,
      vi: `quảng bá ${cidr.canonical} của ${named(pool).vi}, ${fault.found.vi}`,
    };
    return [violation(announceOnlyAggregates, speaker.resource, { found, wanted: fault.wanted })];
  });
  if (own.length === 0) return pools;
  const shown = own.slice(0, 3).map(({ subnet, length }) => `"${subnet.name}" (/${length})`);
  const left = own.length - 3;
  const more = left > 0 ? { en: ` and ${left} more`, vi: ` và ${left} mạng con nữa` } : { en: "", vi: "" };
  return [
    ...pools,
    violation(announceOnlyAggregates, speaker.resource, {
      found: {
        en: `announces the subnets of tenants one by one: ${shown.join(", ")}${more.en}`,
        vi: `quảng bá từng mạng con của các cơ quan: ${shown.join(", ")}${more.vi}`,
      },
      wanted: {
        en: `no prefix longer than /${LONGEST[speaker.family]} on the Internet`,
        vi: `không có tiền tố nào dài hơn /${LONGEST[speaker.family]} trên Internet`,
      },
    }),
  ];
}

/** What is wrong with one prefix on the Internet; the first thing that is. */
function faultOf(cidr: Cidr, speaker: Speaker, context: PolicyContext): Record<"found" | "wanted", Text> | undefined {
  if (isPrivateIpv4(cidr) || contains(SHARED_IPV4, cidr) || isUniqueLocal(cidr)) {
    return {
      found: { en: "a private prefix", vi: "là tiền tố dùng riêng" },
      wanted: { en: "registered aggregates only", vi: "chỉ các tiền tố tổng hợp đã đăng ký" },
    };
  }
  if (cidr.length > LONGEST[cidr.family]) {
    return {
      found: { en: "too long for the Internet", vi: "quá dài đối với Internet" },
      wanted: {
        en: `prefixes of /${LONGEST[cidr.family]} or shorter`,
        vi: `tiền tố /${LONGEST[cidr.family]} hoặc ngắn hơn`,
      },
    };
  }
  const aggregates = context.aggregates?.[cidr.family === 4 ? "ipv4" : "ipv6"];
  if (aggregates && !liesIn(aggregates, cidr)) {
    return {
      found: { en: "which is in no aggregate", vi: "không nằm trong tiền tố tổng hợp nào" },
      wanted: { en: `prefixes inside ${listed(aggregates).en}`, vi: `tiền tố nằm trong ${listed(aggregates).vi}` },
    };
  }
  const { localAs } = speaker;
  if (!context.roas || typeof localAs !== "number") return undefined;
  const covered = context.roas.some(
    (roa) => roa.asn === localAs && cidr.length <= roa.maxLength && liesIn([roa.prefix], cidr),
  );
  if (covered) return undefined;
  return {
    found: { en: "without a route origin authorization", vi: "chưa có ROA" },
    wanted: {
      en: `a ROA for it with AS${localAs} and maxLength ${cidr.length}`,
      vi: `một ROA cho tiền tố đó với AS${localAs} và maxLength ${cidr.length}`,
    },
  };
}
