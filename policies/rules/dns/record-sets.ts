import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { listOf, textOf, type Known } from "../../resources/inputs.ts";
import type { ResourceGraph } from "../../resources/resource-graph.ts";
import { DNS_ZONE, RECORD_SET } from "../../resources/types.ts";

/** One record set of the stack. */
export interface RecordSet {
  resource: JudgedResource;
  /** Lower-case, without the dot at its end. */
  name: Known<string>;
  /** Upper-case, `AAAA`. */
  type: Known<string>;
  /** Texts of the records; elements that are not known yet are `UNKNOWN`. */
  records: (string | typeof UNKNOWN)[] | typeof UNKNOWN;
}

export function readRecordSet(resource: JudgedResource): RecordSet {
  const name = textOf(resource.inputs["name"]);
  const type = textOf(resource.inputs["type"]);
  const records = listOf(resource.inputs["records"]);
  return {
    resource,
    name: typeof name === "string" ? bareName(name) : name,
    type: typeof type === "string" ? type.toUpperCase() : type,
    records: records === UNKNOWN ? UNKNOWN : records.flatMap((record) => textOf(record) ?? []),
  };
}

/** A domain name as names are compared: lower-case, without the dot at its end (RFC 4343). */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** The record sets of a stack by type and name. */
export class RecordSets {
  readonly all: readonly RecordSet[];
  readonly #names = new Map<string, RecordSet>();
  readonly #unnamed = new Set<string>();
  #untyped = false;

  constructor(graph: ResourceGraph) {
    this.all = graph.all(RECORD_SET).map(readRecordSet);
    for (const set of this.all) {
      if (set.type === UNKNOWN) this.#untyped = true;
      else if (set.name === UNKNOWN) this.#unnamed.add(set.type ?? "");
      else if (set.name !== undefined) this.#names.set(`${set.type ?? ""} ${set.name}`, set);
    }
  }

  ofType(type: string): RecordSet[] {
    return this.all.filter((set) => set.type === type);
  }

  find(type: string, name: string): RecordSet | undefined {
    return this.#names.get(`${type} ${name}`);
  }

  /** True when no record set of the stack can be the one of that type and name. */
  surelyLacks(type: string, name: string): boolean {
    return !this.find(type, name) && !this.#untyped && !this.#unnamed.has(type);
  }
}

/** Names of the DNS zones that the stack makes; `complete` is false while one is not known. */
export function zoneNames(graph: ResourceGraph): { zones: Map<string, JudgedResource>; complete: boolean } {
  const zones = new Map<string, JudgedResource>();
  let complete = true;
  // By URN: the engine lists resources in another order than the offline plan.
  for (const zone of graph.all(DNS_ZONE).toSorted((a, b) => compare(a.urn, b.urn))) {
    const name = textOf(zone.inputs["name"]);
    if (typeof name !== "string") complete = false;
    else if (!zones.has(bareName(name))) zones.set(bareName(name), zone);
  }
  return { zones, complete };
}

/** The longest of the given zones that a name lies in, or undefined. */
export function zoneOfName(name: string, zones: { has(zone: string): boolean }): string | undefined {
  const labels = name.split(".");
  for (let from = 0; from < labels.length; from += 1) {
    const zone = labels.slice(from).join(".");
    if (zones.has(zone)) return zone;
  }
  return undefined;
}
