import { Faults } from "../faults.ts";
import { familiesOf, type Families, type Family, type FamilyChoice } from "../stack-mode.ts";
import { ECHO_REQUEST, ERRORS, type IcmpMessage } from "./icmp.ts";
import { formerNames, peerKey, peerName, remotesOf, type Remotes } from "./peer-remotes.ts";
import type { NamedService, RuleRemote, RuleSpec, SecurityPeer, SecurityRule, ServersByFamily } from "./rules.ts";
import { STANDING_PEER, standingRules } from "./standing-rules.ts";

/** What a group lets through, before it is written out for each family. */
export interface SecurityRules extends FamilyChoice {
  rules: readonly SecurityRule[];
  /** Resolvers that members may ask (udp and tcp 53). */
  resolvers?: ServersByFamily;
  /** Time servers that members may ask (udp 123). */
  timeServers?: ServersByFamily;
  /** `elsewhere`: every port of this group has another group that holds them; default `here`. */
  standingRules?: "here" | "elsewhere";
}

/** A rule before its services are put into words: several services may share it. */
type Draft = Omit<RuleSpec, "description"> & { peer: SecurityPeer; services: Set<string> };

/** One direction to or from one peer. */
interface Way {
  direction: "ingress" | "egress";
  peer: SecurityPeer;
  remotes: Remotes;
}

/**
 * Neutron's rules for `rules`, sorted by key. Each service of each peer becomes one rule per family and port, with an
 * echo request from (or to) the same peer; the ICMP errors, DHCP, the metadata service, resolvers and time servers come
 * with every group that does not leave them to another one. Twins of two families differ in `ethertype`, remote, the ICMP
 * numbers and DHCP's ports, in nothing else (SEC-02).
 * Throws one error with every fault: a peer without a prefix of a family that the mode needs, a prefix that is none or
 * means everyone, two peers of one name, two names of one prefix, a port outside 1..65535, resolvers or time servers where the
 * standing rules are elsewhere.
 */
export function expandRules(group: string, args: SecurityRules): RuleSpec[] {
  const faults = new Faults(`SecurityGroup '${group}'`);
  const families = familiesOf(args, faults);
  checkNames(args.rules, faults);
  const way = ({ direction, peer }: Pick<Way, "direction" | "peer">): Way => ({
    direction,
    peer,
    remotes: remotesOf(peer, families, faults),
  });
  const drafts = [
    ...args.rules.flatMap((rule) => [
      ...serviceDrafts(way(rule), rule.services, faults),
      ...icmpDrafts(way(rule), ECHO_REQUEST),
    ]),
    ...standing(args, families).flatMap((rule) => serviceDrafts(way(rule), rule.services, faults)),
    // Inwards only: an error that a server sends belongs to a packet that was let in, and Neutron's stateful groups let
    // it out as related. Inwards it is said, since a lost "packet too big" breaks IPv6 (RFC 4890 section 4.3.1).
    ...(args.standingRules === "elsewhere" ? [] : ERRORS).flatMap((error) =>
      icmpDrafts(way({ direction: "ingress", peer: { kind: "anywhere" } }), error),
    ),
  ];
  checkStanding(args, faults);
  const merged = mergeByKey(drafts);
  checkTwice(merged, faults);
  faults.throwIfAny();
  return merged.map(({ peer, services, ...spec }) => ({
    ...spec,
    description: `${spec.direction === "ingress" ? "from" : "to"} ${peerName(peer)}: ${[...services].toSorted().join(", ")}`,
  }));
}

const standing = (args: SecurityRules, families: Families): SecurityRule[] =>
  args.standingRules === "elsewhere" ? [] : standingRules(args, families);

function checkStanding({ standingRules: where, resolvers, timeServers }: SecurityRules, faults: Faults): void {
  if (where === "elsewhere" && (resolvers !== undefined || timeServers !== undefined)) {
    faults.add("resolvers and timeServers belong to the group that has the standing rules: give them to that one");
  }
}

const ETHERTYPE = { ipv4: "IPv4", ipv6: "IPv6" } as const;

/** A draft for each family that the peer has, IPv4 first. */
const draftsOf = (
  { direction, peer, remotes }: Way,
  what: string,
  service: string,
  numbers: (family: Family) => Pick<RuleSpec, "protocol" | "portRangeMin" | "portRangeMax"> | undefined,
): Draft[] =>
  (["ipv4", "ipv6"] as const).flatMap((family) => {
    const remote: RuleRemote | undefined = remotes[family];
    const known = numbers(family);
    if (remote === undefined || known === undefined) return [];
    // Keys hold what the rule is about, not what it is called: two rules that Neutron takes for the same one then have
    // the same key, and a service may change its name without its rules being made anew under other URNs.
    const key = (name?: string): string => `${direction}-${peerKey(peer, name)}-${what}-${family}`;
    return [
      {
        key: key(),
        formerKeys: formerNames(peer).map((name) => key(name)),
        direction,
        ethertype: ETHERTYPE[family],
        ...known,
        remote,
        peer,
        services: new Set([service]),
      },
    ];
  });

const serviceDrafts = (way: Way, services: readonly NamedService[], faults: Faults): Draft[] =>
  services.flatMap((service) =>
    service.ports.flatMap(({ protocol, port, portTo = port, family: only }) => {
      const whole = Number.isInteger(port) && Number.isInteger(portTo);
      if (!(whole && 1 <= port && port <= portTo && portTo <= 65_535)) {
        faults.add(
          `service '${service.name}' has ports ${port} to ${portTo}: wanted 1 <= port <= portTo <= 65535, whole numbers`,
        );
      }
      const range = port === portTo ? `${port}` : `${port}-${portTo}`;
      return draftsOf(way, `${protocol}-${range}`, service.name, (family) =>
        only === undefined || only === family ? { protocol, portRangeMin: port, portRangeMax: portTo } : undefined,
      );
    }),
  );

const icmpDrafts = (way: Way, message: IcmpMessage): Draft[] =>
  draftsOf(way, `icmp-${message.key}`, message.description, (family) => {
    const numbers = message[family];
    if (numbers === undefined) return undefined;
    return {
      protocol: family === "ipv4" ? "icmp" : "ipv6-icmp",
      portRangeMin: numbers.type,
      portRangeMax: numbers.code,
    };
  });

/** Neutron refuses the same rule twice, so services of one peer that share a port share its rule. */
function mergeByKey(drafts: readonly Draft[]): Draft[] {
  const merged = new Map<string, Draft>();
  for (const draft of drafts) {
    const known = merged.get(draft.key);
    merged.set(
      draft.key,
      known === undefined ? draft : { ...known, services: new Set([...known.services, ...draft.services]) },
    );
  }
  return [...merged.keys()].toSorted().map((key) => merged.get(key)!);
}

/** One name must mean one peer, or two rules would share a key and one of them would be lost. */
function checkNames(rules: readonly SecurityRule[], faults: Faults): void {
  const meanings = new Map<string, string>();
  const groups = new Map<string, unknown>();
  for (const { peer } of rules) {
    if (peer.kind !== "group") continue;
    if (groups.has(peer.name) && groups.get(peer.name) !== peer.id) {
      faults.add(`peer group '${peer.name}' has two ids: give the second group a name of its own`);
    }
    groups.set(peer.name, peer.id);
  }
  for (const { peer } of rules) {
    if (peer.kind !== "prefixes") continue;
    const meaning = `${peer.ipv4 ?? "no IPv4"}, ${peer.ipv6 ?? "no IPv6"}`;
    const known = meanings.get(peer.name);
    if (known !== undefined && known !== meaning) {
      faults.add(`peer '${peer.name}' means both (${known}) and (${meaning}): give the second one a name of its own`);
    }
    if (STANDING_PEER.test(peer.name)) {
      faults.add(`peer '${peer.name}' has a name that every group uses itself: choose another`);
    }
    meanings.set(peer.name, meaning);
  }
}

/** Neutron answers 409 to a rule that is there already, whatever its description. */
function checkTwice(drafts: readonly Draft[], faults: Faults): void {
  const seen = new Map<string, string>();
  for (const { direction, ethertype, protocol, portRangeMin, portRangeMax, remote, peer } of drafts) {
    const meaning = [direction, ethertype, protocol, portRangeMin, portRangeMax, Object.values(remote).join(" ")].join(
      " ",
    );
    const other = seen.get(meaning);
    if (other !== undefined) {
      faults.add(`peers '${other}' and '${peerName(peer)}' give the same rule (${meaning}): name that peer once`);
    }
    seen.set(meaning, peerName(peer));
  }
}
