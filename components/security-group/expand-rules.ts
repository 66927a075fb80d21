import { Faults } from "../faults.ts";
import { canonicalPrefix, familyOf } from "../ip-text.ts";
import { familiesOf } from "../stack-mode.ts";
import type { Families, Family, FamilyChoice } from "../stack-mode.ts";
import { ECHO_REQUEST, ERRORS } from "./icmp.ts";
import type { IcmpMessage } from "./icmp.ts";
import type { NamedService, RuleRemote, RuleSpec, SecurityPeer, SecurityRule, ServersByFamily } from "./rules.ts";

/** What a group lets through, before it is written out for each family. */
export interface SecurityRules extends FamilyChoice {
  rules: readonly SecurityRule[];
  /** Resolvers that members may ask (udp and tcp 53). */
  resolvers?: ServersByFamily;
  /** Time servers that members may ask (udp 123). */
  timeServers?: ServersByFamily;
}

/** Nova's metadata service in both families; the IPv6 one is link-local (Nova's metadata guide). */
const METADATA: SecurityPeer = {
  kind: "prefixes",
  name: "metadata",
  ipv4: "169.254.169.254/32",
  ipv6: "fe80::a9fe:a9fe/128",
};
const METADATA_SERVICE: NamedService = { name: "metadata", ports: [{ protocol: "tcp", port: 80 }] };
const DNS: NamedService = {
  name: "dns",
  ports: [
    { protocol: "udp", port: 53 },
    { protocol: "tcp", port: 53 },
  ],
};
const NTP: NamedService = { name: "ntp", ports: [{ protocol: "udp", port: 123 }] };
const ANYWHERE: SecurityPeer = { kind: "anywhere" };

/**
 * Neutron's rules for `rules`, sorted by key. Each service of each peer becomes one rule per family and port, with an
 * echo request from (or to) the same peer; the ICMP errors, the metadata service, resolvers and time servers come with
 * every group. Twins of two families differ in `ethertype`, remote and the ICMP numbers, in nothing else (SEC-02).
 * Throws one error with every fault: a peer without a prefix of a family that the mode needs, a prefix that is none or
 * means everyone, two peers of one name or one prefix, a port outside 1..65535.
 */
export const expandRules = (group: string, args: SecurityRules): RuleSpec[] => {
  const faults = new Faults(`SecurityGroup '${group}'`);
  const families = familiesOf(args);
  checkNames(args.rules, faults);
  const specs = new Map<string, { spec: Omit<Candidate, "service">; services: Set<string> }>();
  const note = (candidates: Candidate[]): void => {
    for (const { service, ...spec } of candidates) {
      // Neutron refuses the same rule twice, so two services that share a port share its rule.
      const known = specs.get(spec.key) ?? { spec, services: new Set() };
      known.services.add(service);
      specs.set(spec.key, known);
    }
  };

  for (const rule of allRules(args, families)) {
    const remotes = remotesOf(rule.peer, families, faults);
    for (const service of rule.services) {
      for (const { protocol, port, portTo = port } of service.ports) {
        if (!(1 <= port && port <= portTo && portTo <= 65_535)) {
          faults.add(`service '${service.name}' has ports ${port} to ${portTo}: wanted 1 <= port <= portTo <= 65535`);
        }
        note(portRules(rule, service.name, { protocol, port, portTo }, remotes));
      }
    }
    if (rule.echo) note(icmpRules(rule, ECHO_REQUEST, remotes));
  }
  for (const direction of ["ingress", "egress"] as const) {
    for (const error of ERRORS) {
      note(icmpRules({ direction, peer: ANYWHERE }, error, remotesOf(ANYWHERE, families, faults)));
    }
  }

  const expanded = [...specs.values()]
    .map(({ spec, services }) => ({
      ...spec,
      description: `${spec.direction === "ingress" ? "from" : "to"} ${spec.peer}: ${[...services].toSorted().join(", ")}`,
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  checkTwice(expanded, faults);
  faults.throwIfAny();
  return expanded.map(({ peer: _, ...spec }) => spec);
};

/** A rule with the one service that it is for; `peer` is the peer's name in words. */
type Candidate = Omit<RuleSpec, "description"> & { service: string; peer: string };
type Remotes = Partial<Record<Family, RuleRemote>>;

const ETHERTYPE = { ipv4: "IPv4", ipv6: "IPv6" } as const;

const allRules = (args: SecurityRules, families: Families): (SecurityRule & { echo: boolean })[] => [
  ...args.rules.map((rule) => ({ ...rule, echo: true })),
  { direction: "egress", peer: METADATA, services: [METADATA_SERVICE], echo: false },
  ...serverRules("resolver", args.resolvers, DNS, families),
  ...serverRules("time-server", args.timeServers, NTP, families),
];

const serverRules = (
  name: string,
  servers: ServersByFamily | undefined,
  service: NamedService,
  { allowed }: Families,
): (SecurityRule & { echo: boolean })[] => {
  const count = Math.max(0, ...allowed.map((family) => servers?.[family].length ?? 0));
  return Array.from({ length: count }, (_, index) => {
    const [ipv4, ipv6] = [servers?.ipv4[index], servers?.ipv6[index]];
    return {
      direction: "egress",
      // The one name here that counts: the list's order is its meaning (first choice first), and the n-th entries of
      // the two families are the same server.
      peer: {
        kind: "prefixes",
        name: `${name}-${index + 1}`,
        ...(ipv4 === undefined ? {} : { ipv4: `${ipv4}/32` }),
        ...(ipv6 === undefined ? {} : { ipv6: `${ipv6}/128` }),
      },
      services: [service],
      echo: false,
    };
  });
};

/** Peer as it stands in keys. */
const peerKey = (peer: SecurityPeer, name = peerName(peer)): string =>
  peer.kind === "group" || peer.kind === "prefixes" ? `${peer.kind}-${name}` : peer.kind;

/** Peer in words. */
const peerName = (peer: SecurityPeer): string => ("name" in peer ? peer.name : peer.kind);

const formerNames = (peer: SecurityPeer): readonly string[] => ("formerNames" in peer ? (peer.formerNames ?? []) : []);

const remotesOf = (peer: SecurityPeer, { required, allowed }: Families, faults: Faults): Remotes => {
  switch (peer.kind) {
    case "anywhere":
      // Written out: a rule without a remote means the same to Neutron, yet not to whoever reads it.
      return pick(allowed, { ipv4: { kind: "prefix", prefix: "0.0.0.0/0" }, ipv6: { kind: "prefix", prefix: "::/0" } });
    case "self":
      return pick(allowed, { ipv4: { kind: "self" }, ipv6: { kind: "self" } });
    case "group": {
      const remote: RuleRemote = { kind: "group", name: peer.name };
      return pick(allowed, { ipv4: remote, ipv6: remote });
    }
    case "prefixes": {
      const remotes: Remotes = {};
      for (const family of allowed) {
        const text = peer[family];
        if (text !== undefined) {
          const prefix = checkedPrefix(peer.name, family, text, faults);
          if (prefix !== undefined) remotes[family] = { kind: "prefix", prefix };
        } else if (required.includes(family)) {
          faults.add(`peer '${peer.name}' has no ${family} prefix: both families must be let through alike, give it`);
        }
      }
      return remotes;
    }
  }
};

const pick = (families: readonly Family[], remotes: Record<Family, RuleRemote>): Remotes =>
  Object.fromEntries(families.map((family) => [family, remotes[family]]));

const checkedPrefix = (peer: string, family: Family, text: string, faults: Faults): string | undefined => {
  if (familyOf(text) !== family || !text.includes("/")) {
    faults.add(`peer '${peer}' has ${family} '${text}', which is no ${ETHERTYPE[family]} prefix`);
    return undefined;
  }
  const prefix = canonicalPrefix(text);
  if (prefix.endsWith("/0")) {
    faults.add(`peer '${peer}' has ${family} '${text}', which is everyone: say { kind: "anywhere" }`);
  }
  return prefix;
};

/** The families in the order IPv4, IPv6 with their remotes. */
const familiesIn = (remotes: Remotes): [Family, RuleRemote][] =>
  (["ipv4", "ipv6"] as const).flatMap((family) => {
    const remote = remotes[family];
    return remote === undefined ? [] : [[family, remote] as [Family, RuleRemote]];
  });

const keysOf = ({ direction, peer }: Pick<SecurityRule, "direction" | "peer">, what: string, family: Family) => {
  // Keys hold what the rule is about, not what it is called: two rules that Neutron takes for the same one then have
  // the same key, and a service may change its name without a rule being made anew under another URN.
  const key = (name?: string): string => `${direction}-${peerKey(peer, name)}-${what}-${family}`;
  return { key: key(), formerKeys: formerNames(peer).map((name) => key(name)) };
};

const portRules = (
  rule: Pick<SecurityRule, "direction" | "peer">,
  service: string,
  ports: { protocol: "tcp" | "udp"; port: number; portTo: number },
  remotes: Remotes,
): Candidate[] => {
  const range = ports.port === ports.portTo ? `${ports.port}` : `${ports.port}-${ports.portTo}`;
  return familiesIn(remotes).map(([family, remote]) => ({
    ...keysOf(rule, `${ports.protocol}-${range}`, family),
    direction: rule.direction,
    ethertype: ETHERTYPE[family],
    protocol: ports.protocol,
    portRangeMin: ports.port,
    portRangeMax: ports.portTo,
    remote,
    service,
    peer: peerName(rule.peer),
  }));
};

const icmpRules = (
  rule: Pick<SecurityRule, "direction" | "peer">,
  message: IcmpMessage,
  remotes: Remotes,
): Candidate[] =>
  familiesIn(remotes).flatMap(([family, remote]) => {
    const numbers = message[family];
    if (numbers === undefined) return [];
    return [
      {
        ...keysOf(rule, `icmp-${message.key}`, family),
        direction: rule.direction,
        ethertype: ETHERTYPE[family],
        protocol: family === "ipv4" ? ("icmp" as const) : ("ipv6-icmp" as const),
        portRangeMin: numbers.type,
        portRangeMax: numbers.code,
        remote,
        service: message.description,
        peer: peerName(rule.peer),
      },
    ];
  });

/** One name must mean one peer, or two rules would share a key and one of them would be lost. */
const checkNames = (rules: readonly SecurityRule[], faults: Faults): void => {
  const meanings = new Map<string, string>();
  for (const { peer } of rules) {
    if (peer.kind !== "prefixes") continue;
    const meaning = `${peer.ipv4 ?? "no IPv4"}, ${peer.ipv6 ?? "no IPv6"}`;
    const known = meanings.get(peer.name);
    if (known !== undefined && known !== meaning) {
      faults.add(`peer '${peer.name}' means both (${known}) and (${meaning}): give the second one a name of its own`);
    }
    if (/^(metadata|(resolver|time-server)-\d+)$/.test(peer.name)) {
      faults.add(`peer '${peer.name}' has a name that every group uses itself: choose another`);
    }
    meanings.set(peer.name, meaning);
  }
};

/** Neutron answers 409 to a rule that is there already under whatever description. */
const checkTwice = (specs: readonly (RuleSpec & { peer: string })[], faults: Faults): void => {
  const seen = new Map<string, string>();
  for (const { direction, ethertype, protocol, portRangeMin, portRangeMax, remote, peer } of specs) {
    const meaning = [direction, ethertype, protocol, portRangeMin, portRangeMax, JSON.stringify(remote)].join(" ");
    const other = seen.get(meaning);
    if (other !== undefined) {
      faults.add(`peers '${other}' and '${peer}' give the same rule (${meaning}): name that peer once`);
    }
    seen.set(meaning, peer);
  }
};
