import { bothOf } from "../../messages/text.ts";
import { UNKNOWN, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { contains, isPrivateIpv4, isUniqueLocal, liesIn, parseCidr, type Cidr } from "../../resources/cidr.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { BGP_PEER } from "../../resources/types.ts";
import { enumerate, nameOf, violation, type Fault } from "../../violation.ts";
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
  title: "The Internet hears the registered aggregates and nothing else",
  kind: "stack",
  level: "mandatory",
  why: "Carriers drop longer prefixes and those without a route origin authorization, and a private prefix that leaks draws traffic of the state's own network to the Internet.",
  serves: ["R1-29"],
  source: [
    "RFC 7454 section 6",
    "RFC 9319",
    "RFC 6811",
    "Neutron administration guide, BGP: address scopes decide what is announced",
  ],
  fix: "announce the aggregates from the border routers, and let the speaker announce to those routers only",
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
      found: `of ipVersion ${family} has advertiseFloatingIpHostRoutes ${routes ?? "unset, which is true"}`,
      wanted: family === 6 ? "it false for IPv6, which has no floating addresses" : "no host route on the Internet",
      fix: "set advertiseFloatingIpHostRoutes false",
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
    const found = `announces ${cidr.canonical} of ${nameOf(pool)}, ${bothOf(fault.found).en}`;
    return [violation(announceOnlyAggregates, speaker.resource, { found, wanted: fault.wanted })];
  });
  if (own.length === 0) return pools;
  const shown = own.slice(0, 3).map(({ subnet, length }) => `"${subnet.name}" (/${length})`);
  const more = own.length > 3 ? ` and ${own.length - 3} more` : "";
  return [
    ...pools,
    violation(announceOnlyAggregates, speaker.resource, {
      found: `announces the subnets of tenants one by one: ${shown.join(", ")}${more}`,
      wanted: `no prefix longer than /${LONGEST[speaker.family]} on the Internet`,
    }),
  ];
}

/** What is wrong with one prefix on the Internet; the first thing that is. */
function faultOf(cidr: Cidr, speaker: Speaker, context: PolicyContext): Fault | undefined {
  if (isPrivateIpv4(cidr) || contains(SHARED_IPV4, cidr) || isUniqueLocal(cidr)) {
    return { found: "a private prefix", wanted: "registered aggregates only" };
  }
  if (cidr.length > LONGEST[cidr.family]) {
    return { found: "too long for the Internet", wanted: `prefixes of /${LONGEST[cidr.family]} or shorter` };
  }
  const aggregates = context.aggregates?.[cidr.family === 4 ? "ipv4" : "ipv6"];
  if (aggregates && !liesIn(aggregates, cidr)) {
    return { found: "which is in no aggregate", wanted: `prefixes inside ${enumerate(aggregates)}` };
  }
  const { localAs } = speaker;
  if (!context.roas || typeof localAs !== "number") return undefined;
  const covered = context.roas.some(
    (roa) => roa.asn === localAs && cidr.length <= roa.maxLength && liesIn([roa.prefix], cidr),
  );
  if (covered) return undefined;
  return {
    found: "without a route origin authorization",
    wanted: `a ROA for it with AS${localAs} and maxLength ${cidr.length}`,
  };
}
