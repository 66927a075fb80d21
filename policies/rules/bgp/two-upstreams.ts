import { UNKNOWN, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { textOf } from "../../resources/inputs.ts";
import type { Family } from "../../resources/network-families.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { enumerate, violation, type Fault } from "../../violation.ts";
import { ownAsns, peersOf, speakersOf, type Peer } from "./speakers.ts";

/** BGP-02. Silent in a stack without speakers and peers. */
export const twoUpstreams: StackPolicy = {
  id: "BGP-02",
  slug: "two-upstreams",
  title: "Each family has two authenticated BGP sessions, to two carriers",
  kind: "stack",
  level: "mandatory",
  levelNote:
    "two sessions with MD5 at security level 3 and above; two AS numbers and carriers at level 4 and above, and for every holder of an AS number of its own",
  why: "With one session the Internet of every agency hangs on one line, and without authentication anybody on that line can reset it. Two families on unequal lines fail apart.",
  serves: ["R1-27"],
  source: [
    "Thông tư 12/2022/TT-BTTTT, network design of level 3 and above",
    "RFC 2385 (MD5 option of TCP)",
    "RFC 7454 section 5.1",
    "RFC 1930 section 5.1: an AS number is for more than one upstream",
  ],
  fix: "add a BgpPeerV2 to another carrier, with authType md5 and a password from the stack's secrets",
  check(resources, context) {
    const graph = graphOf(resources);
    const peers = peersOf(graph);
    const speakers = speakersOf(graph);
    const subject = speakers[0]?.resource ?? peers[0]?.resource;
    if (!subject) return [];
    const strict = (context.securityLevel ?? 0) >= 3;
    const apart = (context.securityLevel ?? 0) >= 4 || (context.asns ?? []).length > 0;
    const own = ownAsns(speakers, context);
    const families: readonly Family[] = context.mode === "v6-only" ? [6] : [4, 6];
    const counted = families.flatMap((family) => {
      const found = reportFamily(peers, family, { strict, apart, own, context });
      return found ? [violation(twoUpstreams, subjectOf(peers, family) ?? subject, found)] : [];
    });
    const mute = peers.flatMap((peer) => checkLine(peer, context));
    return [...counted, ...mute, ...(strict ? peers.flatMap(checkAuthentication) : [])];
  },
};

/** A session in a family that no line to its carrier carries. */
function checkLine({ resource, family, remoteAs }: Peer, { uplinks = [] }: PolicyContext): Violation[] {
  if (family === UNKNOWN) return [];
  const lines = uplinks.filter(({ asn }) => asn === remoteAs);
  const carries = lines.some((line) => (family === 4 ? line.ipv4 : line.ipv6) !== false);
  if (lines.length === 0 || carries) return [];
  return [
    violation(twoUpstreams, resource, {
      found: `is a session over IPv${family} with ${lines[0]!.carrier}, whose line carries no IPv${family}`,
      wanted: "lines that carry both families (R1-27)",
      fix: `order IPv${family} from the carrier, then say so in its uplink; or take another carrier`,
    }),
  ];
}

function subjectOf(peers: readonly Peer[], family: Family) {
  return peers.find((peer) => peer.family === family)?.resource;
}

interface Demand {
  strict: boolean;
  apart: boolean;
  own: ReadonlySet<unknown>;
  context: PolicyContext;
}

function reportFamily(peers: readonly Peer[], family: Family, demand: Demand): Fault | undefined {
  const own = peers.filter((peer) => peer.family === family);
  // A peer whose address is not known may be of either family.
  const loose = peers.some((peer) => peer.family === UNKNOWN);
  const label = `IPv${family}`;
  if ((demand.strict || demand.apart) && own.length < 2) {
    if (loose) return undefined;
    const some = own.length === 0 ? "no session" : "the only session";
    return { found: `leaves the stack ${some} over ${label}`, wanted: `two or more BGP peers over ${label}` };
  }
  if (!demand.apart || loose) return undefined;
  // Sessions to the province's own routers carry no traffic out: those routers have the upstreams.
  const upstreams = own.filter((peer) => !demand.own.has(peer.remoteAs));
  if (upstreams.length === 0 || upstreams.some((peer) => typeof peer.remoteAs !== "number")) return undefined;
  const asns = new Set(upstreams.map((peer) => Number(peer.remoteAs)));
  if (asns.size < 2) {
    return {
      found: `has all upstreams of ${label} in AS${[...asns].join()}`,
      wanted: "upstreams with different remoteAs in each family",
    };
  }
  const carriers = [...asns].map((asn) => demand.context.uplinks?.find((uplink) => uplink.asn === asn)?.carrier);
  if (carriers.includes(undefined) || new Set(carriers).size > 1) return undefined;
  const list = [...asns].map((asn) => `AS${asn}`).toSorted();
  return {
    found: `has all upstreams of ${label} at ${carriers[0]} (${enumerate(list)})`,
    wanted: "upstreams of different carriers in each family",
  };
}

function checkAuthentication({ resource }: Peer): Violation[] {
  const type = textOf(resource.inputs["authType"]);
  if (type !== UNKNOWN && type !== "md5") {
    return [
      violation(twoUpstreams, resource, {
        found: `has authType ${type ?? "none"}`,
        wanted: "authType md5 at security level 3 and above",
        fix: "set authType md5 and a password from the stack's secrets",
      }),
    ];
  }
  if (textOf(resource.inputs["password"]) !== undefined) return [];
  return [
    violation(twoUpstreams, resource, {
      found: "has no password",
      wanted: "a password, kept as a secret",
      fix: "set password from the stack's secrets (pulumi config set --secret)",
    }),
  ];
}
