import type { PolicyContext } from "../../policy.ts";
import type { Rule } from "./rule.ts";

type Flow = NonNullable<PolicyContext["flows"]>[number];
interface Range {
  from: number;
  to: number;
}

const PROTOCOLS = ["tcp", "udp"] as const;
const ALL_PORTS: Range = { from: 1, to: 65_535 };

/** The matrix of allowed flows, ready to be asked about many rules. */
export class FlowMatrix {
  /** By pair of zones and protocol: ranges that neither touch nor overlap, in order. */
  readonly #ranges = new Map<string, Range[]>();
  readonly #pairs = new Set<string>();
  readonly #flows: readonly Flow[];

  constructor(flows: readonly Flow[]) {
    this.#flows = flows;
    for (const { from, to, ports } of flows) {
      this.#pairs.add(`${from} ${to}`);
      for (const { protocol, port, portTo } of ports) {
        const key = `${from} ${to} ${protocol}`;
        this.#ranges.set(key, [...(this.#ranges.get(key) ?? []), { from: port, to: portTo }]);
      }
    }
    for (const [key, ranges] of this.#ranges) this.#ranges.set(key, merged(ranges));
  }

  /** True when the matrix speaks of connections that somebody opens towards `to`. */
  governs(to: string): boolean {
    return this.#flows.some((flow) => flow.to === to);
  }

  /** True when all that the rule admits may flow between the two; protocols without ports go where any flow does. */
  allows(from: string, to: string, rule: Rule): boolean {
    if (rule.protocol === "any") return PROTOCOLS.every((protocol) => this.#covers(from, to, protocol, ALL_PORTS));
    const protocol = PROTOCOLS.find((known) => known === rule.protocol);
    if (!protocol) return this.#pairs.has(`${from} ${to}`);
    return this.#covers(from, to, protocol, rule.ports ?? ALL_PORTS);
  }

  /** `app (tcp 8080), mgmt (tcp 22)`: who may open connections to a zone, for messages. */
  sourcesOf(to: string): string[] {
    return this.#list(
      (flow) => flow.to === to,
      ({ from }) => from,
    );
  }

  /** The same for those that a zone may open connections to. */
  targetsOf(from: string): string[] {
    return this.#list(
      (flow) => flow.from === from,
      ({ to }) => to,
    );
  }

  #covers(from: string, to: string, protocol: string, wanted: Range): boolean {
    const ranges = this.#ranges.get(`${from} ${to} ${protocol}`) ?? [];
    return ranges.some((range) => range.from <= wanted.from && wanted.to <= range.to);
  }

  #list(wanted: (flow: Flow) => boolean, nameOf: (flow: Flow) => string): string[] {
    const ports = new Map<string, Set<string>>();
    for (const flow of this.#flows.filter(wanted)) {
      const known = ports.get(nameOf(flow)) ?? new Set<string>();
      for (const { protocol, port, portTo } of flow.ports) {
        known.add(`${protocol} ${port === portTo ? port : `${port}-${portTo}`}`);
      }
      ports.set(nameOf(flow), known);
    }
    return [...ports].map(([name, texts]) => `${name} (${[...texts].toSorted().join(", ")})`).toSorted();
  }
}

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else result.push({ ...range });
  }
  return result;
}
