import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { parseUrn } from "../urn.ts";
import { knownText, listOf, recordOf, textOf } from "./inputs.ts";
import * as type from "./types.ts";

/**
 * Where a reference leads: to a resource of this stack, to something made elsewhere (a known id without a
 * resource here, or an output of another stack), or nowhere that can be known yet. `key` is equal for what is
 * surely the same thing elsewhere, and for unknown outputs of one stack; `read` is what the program read of it. `among`
 * are the resources of which an unknown link means one; without it, it may mean any.
 */
export type Link =
  | { kind: "resource"; resource: JudgedResource }
  | { kind: "outside"; key: string; id?: string; read?: JudgedResource }
  | { kind: "unknown"; among?: readonly JudgedResource[] }
  | { kind: "absent" };

/** The resource of this stack that a link leads to. */
export function resourceOf(link: Link): JudgedResource | undefined {
  return link.kind === "resource" ? link.resource : undefined;
}

/** The same, or what the program only reads. */
export function knownOf(link: Link): JudgedResource | undefined {
  return link.kind === "outside" ? link.read : resourceOf(link);
}

/** Resources of a type by the one that an input of theirs names. */
export interface Owned {
  by: ReadonlyMap<JudgedResource, readonly JudgedResource[]>;
  /** Those that may be an owner's, since theirs cannot be known yet. */
  perhaps: (owner: JudgedResource) => readonly JudgedResource[];
}

/**
 * Who refers to whom in a stack. Ids are unknown in a first preview, so references are followed through
 * `propertyDependencies` first, and by equal known ids where those are missing (first previews).
 */
export class ResourceGraph {
  readonly resources: readonly JudgedResource[];
  readonly #byUrn = new Map<string, JudgedResource>();
  readonly #byId = new Map<string, JudgedResource>();
  readonly #byType: ReadonlyMap<string, readonly JudgedResource[]>;
  readonly #byName = new Map<string, ReadonlyMap<string | undefined, readonly JudgedResource[]>>();
  #subnets: Owned | undefined;

  constructor(resources: readonly JudgedResource[]) {
    this.resources = resources;
    for (const resource of resources) {
      // What lies inside a resource has its URN and comes after it.
      if (!this.#byUrn.has(resource.urn)) this.#byUrn.set(resource.urn, resource);
      const id = resource.id ?? textOf(resource.inputs["id"]);
      // Ids are unique per type only: Neutron and Nova number their objects independently.
      const key = typeof id === "string" ? `${resource.type} ${id}` : undefined;
      // What the stack makes may also be looked up by it.
      if (key !== undefined && !(resource.external && this.#byId.has(key))) this.#byId.set(key, resource);
    }
    const own = resources.filter(({ external }) => !external);
    this.#byType = Map.groupBy(own, (resource) => resource.type);
  }

  /** Resources of a type that the stack makes, in its order. */
  all(wanted: string): readonly JudgedResource[] {
    return this.#byType.get(wanted) ?? [];
  }

  /** Resources of a type whose input `name` is this text. */
  named(wanted: string, name: string): readonly JudgedResource[] {
    const known = this.#byName.get(wanted) ?? Map.groupBy(this.all(wanted), ({ inputs }) => knownText(inputs["name"]));
    this.#byName.set(wanted, known);
    return known.get(name) ?? [];
  }

  /** The resource of type `wanted` that an input names by id. */
  link(from: JudgedResource, property: string, wanted: string): Link {
    return this.#resolve(from.inputs[property], from.propertyDependencies[property] ?? [], wanted);
  }

  /** The same for one of several ids below a property, such as `fixedIps[0].subnetId`. */
  nestedLink(from: JudgedResource, property: string, value: unknown, wanted: string): Link {
    // The dependencies are those of the whole property: a known id among them may be another resource's.
    const id = textOf(value);
    const urns = typeof id === "string" ? [] : (from.propertyDependencies[property] ?? []);
    return this.#resolve(value, urns, wanted);
  }

  /** Every resource of type `wanted` that the values below a property were made from. */
  made(from: JudgedResource, property: string, wanted: string): JudgedResource[] {
    return [...this.#reachable(from.propertyDependencies[property], wanted)].filter(({ external }) => !external);
  }

  /** Resources of type `owned` by the resource of type `owner` that `property` names. */
  ownedBy(owned: string, property: string, owner: string): Owned {
    const by = new Map<JudgedResource, JudgedResource[]>();
    const among = new Map<JudgedResource, JudgedResource[]>();
    const anywhere: JudgedResource[] = [];
    for (const resource of this.all(owned)) {
      const link = this.link(resource, property, owner);
      if (link.kind === "resource") addTo(by, link.resource, resource);
      if (link.kind !== "unknown") continue;
      if (link.among === undefined) anywhere.push(resource);
      for (const possible of link.among ?? []) addTo(among, possible, resource);
    }
    return {
      by,
      perhaps: (one) => {
        const doubtful = among.get(one);
        return doubtful === undefined ? anywhere : [...anywhere, ...doubtful];
      },
    };
  }

  /** The resources of type `wanted` in a list of ids; `complete` when every id is that of one of them. */
  listed(from: JudgedResource, property: string, wanted: string): { resources: JudgedResource[]; complete: boolean } {
    const ids = listOf(from.inputs[property]);
    const made = this.made(from, property, wanted);
    if (ids === UNKNOWN) return { resources: made, complete: false };
    const known = ids
      .flatMap((id) => (typeof id === "string" ? (this.#byId.get(`${wanted} ${id}`) ?? []) : []))
      .filter(({ external }) => !external);
    // Known ids need no dependency; the unknown ones are as many as the other resources that the list was made from.
    const others = made.filter((resource) => !known.includes(resource));
    return { resources: [...known, ...others], complete: known.length + others.length === ids.length };
  }

  #resolve(value: unknown, urns: readonly string[], wanted: string): Link {
    const id = textOf(value);
    const reachable = this.#reachable(urns, wanted);
    const known = typeof id === "string" ? this.#byId.get(`${wanted} ${id}`) : undefined;
    if (known) return linkTo(known);
    if (reachable.size === 1) return linkTo([...reachable][0]!);
    if (id === undefined) return { kind: "absent" };
    // Several candidates: the value was made from more than one resource, and is the id of one of them.
    if (reachable.size > 1) return { kind: "unknown", among: [...reachable] };
    if (id !== UNKNOWN) return { kind: "outside", key: id, id };
    const other = urns.length > 0 && urns.every((urn) => parseUrn(urn).type === type.STACK_REFERENCE);
    return other ? { kind: "outside", key: urns.toSorted().join(" ") } : { kind: "unknown" };
  }

  /** Resources of a type behind URNs; a subnet or port stands for its network (`subnet.networkId` passed on). */
  #reachable(urns: readonly string[] | undefined, wanted: string): Set<JudgedResource> {
    const found = new Set<JudgedResource>();
    const indirect: JudgedResource[] = [];
    for (const urn of urns ?? []) {
      const resource = this.#byUrn.get(urn);
      if (resource?.type === wanted) found.add(resource);
      else if (resource && wanted === type.NETWORK && resource.propertyDependencies["networkId"])
        indirect.push(resource);
    }
    return found.size > 0 ? found : new Set(indirect.flatMap((each) => resourceOf(this.networkOf(each)) ?? []));
  }

  /** Network of a subnet or port. */
  networkOf(resource: JudgedResource): Link {
    return this.link(resource, "networkId", type.NETWORK);
  }

  /** Subnets of this stack on a network, in the order of the stack. */
  subnetsOf(network: JudgedResource): readonly JudgedResource[] {
    return this.#subnetsByNetwork().by.get(network) ?? [];
  }

  /** Subnets whose network cannot be known yet, and may be this one. */
  perhapsSubnetsOf(network: JudgedResource): readonly JudgedResource[] {
    return this.#subnetsByNetwork().perhaps(network);
  }

  #subnetsByNetwork(): Owned {
    return (this.#subnets ??= this.ownedBy(type.SUBNET, "networkId", type.NETWORK));
  }

  /** Where the fixed IPs of a port lie; `address` is the one that the program asks for. */
  fixedIpsOf(port: JudgedResource): { subnet: Link; address: unknown }[] | typeof UNKNOWN {
    const fixedIps = listOf(port.inputs["fixedIps"]);
    if (fixedIps === UNKNOWN) return UNKNOWN;
    const entries = fixedIps.map((entry) => (entry === UNKNOWN ? { subnetId: UNKNOWN } : (recordOf(entry) ?? {})));
    const links = entries.map((entry) => this.nestedLink(port, "fixedIps", entry["subnetId"], type.SUBNET));
    const made = this.made(port, "fixedIps", type.SUBNET);
    // Dependencies are those of the whole list: as many subnets as unknown ids are one each, in any order.
    const open = links.flatMap((link, index) => (link.kind === "unknown" ? [index] : []));
    if (open.length > 0 && open.length === made.length) {
      open.forEach((index, n) => (links[index] = { kind: "resource", resource: made[n]! }));
    }
    return entries.map((entry, index) => ({ subnet: links[index]!, address: entry["ipAddress"] }));
  }
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

function linkTo(resource: JudgedResource): Link {
  if (!resource.external) return { kind: "resource", resource };
  const { id, urn } = resource;
  return { kind: "outside", key: id ?? urn, ...(id === undefined ? {} : { id }), read: resource };
}

const graphs = new WeakMap<readonly JudgedResource[], ResourceGraph>();

/** The graph of a stack, built once for all policies that look at it. */
export function graphOf(resources: readonly JudgedResource[]): ResourceGraph {
  const built = graphs.get(resources) ?? new ResourceGraph(resources);
  graphs.set(resources, built);
  return built;
}
