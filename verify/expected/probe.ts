import type { Text } from "../../model/text.ts";

/** Where a probe starts: beyond the external network, or inside a server. */
export type Source = { kind: "internet" } | { kind: "server"; agency: string; server: string };

/** What a probe is sent to. */
export type Target = { kind: "server"; agency: string; server: string } | { kind: "resolver" } | { kind: "internet" };

export type Family = 4 | 6;

/**
 * `open`: let through, and somebody answers. `admitted`: let through, whether or not somebody listens there.
 * `drop`: never reaches the target.
 */
type Expectation = "open" | "admitted" | "drop";

/** One packet exchange to be tried, and what the YAML makes of it. */
export interface Probe {
  /** Stable and readable: `internet > stttt/web-1 tcp/443 IPv6 3fff:38:60:2000::10:a`. */
  id: string;
  family: Family;
  from: Source;
  to: Target;
  address: string;
  /** IPv4 only: `floating` when the address is the server's floating one. */
  path: "direct" | "floating";
  protocol: "tcp" | "icmp" | "dns";
  /** 0 for icmp. */
  port: number;
  expect: Expectation;
  /** The flow of the YAML that allows it, or why it is not allowed. */
  why: Text;
}

/**
 * What was seen: `open` an answer; `refused` the host itself refused, so no rule stood in the way; `timeout` silence;
 * `unreachable` a router or the sender's own routing table gave up; `untried` the sender could not even try.
 */
export type Seen = "open" | "refused" | "timeout" | "unreachable" | "untried";

export interface Outcome {
  probe: Probe;
  seen: Seen;
  /** Error name or the like; empty when there is nothing to add. */
  detail: string;
  /** Milliseconds from the first packet to the answer, or to giving up. */
  ms: number;
}

/** `internet`, or `stttt/web-1`. */
export function sourceName(source: Source): string {
  return source.kind === "internet" ? "internet" : `${source.agency}/${source.server}`;
}

/** `stttt/web-1`, `resolver`, or `internet`. */
export function targetName(target: Target): string {
  return target.kind === "server" ? `${target.agency}/${target.server}` : target.kind;
}

/** `tcp/443`, `icmp echo`, `dns over udp/53`. */
export function serviceName({ protocol, port }: Pick<Probe, "protocol" | "port">): string {
  return protocol === "tcp" ? `tcp/${port}` : protocol === "icmp" ? "icmp echo" : `dns over udp/${port}`;
}

/**
 * What may be seen where something is expected. For a drop only silence counts: `refused` means that the packet came
 * through to the host, `unreachable` that no rule was put to the test.
 */
const RIGHT: Record<Expectation, readonly Seen[]> = {
  open: ["open"],
  admitted: ["open", "refused"],
  drop: ["timeout"],
};

/** True when what was seen is what was expected. */
export function asExpected({ probe, seen }: Pick<Outcome, "probe" | "seen">): boolean {
  return RIGHT[probe.expect].includes(seen);
}

/** Gives a probe its id. */
export function withId(probe: Omit<Probe, "id">): Probe {
  return {
    id: `${sourceName(probe.from)} > ${targetName(probe.to)} ${serviceName(probe)} IPv${probe.family} ${probe.address}`,
    ...probe,
  };
}
