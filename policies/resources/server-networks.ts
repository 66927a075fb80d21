import type { JudgedResource } from "../policy.ts";
import { knownList, knownText, recordOf, textOf } from "./inputs.ts";
import { resourceOf, type Link, type ResourceGraph } from "./resource-graph.ts";
import { NETWORK, PORT } from "./types.ts";

/** Ports and networks of this stack that a server is attached to; those made elsewhere are left out. */
export function attachedTo(
  server: JudgedResource,
  graph: ResourceGraph,
): { ports: Set<JudgedResource>; networks: Set<JudgedResource> } {
  const named = networkEntries(server).map((entry) => graph.nestedLink(server, "networks", entry["port"], PORT));
  const ports = new Set([...graph.made(server, "networks", PORT), ...named.flatMap((link) => resourceOf(link) ?? [])]);
  const networks = [...networksByName(server, graph), ...[...ports].map((port) => graph.networkOf(port))];
  return { ports, networks: new Set(networks.flatMap((link) => resourceOf(link) ?? [])) };
}

/** Networks that a server names itself, so that Nova makes a port there, with the groups of the server. */
export function networksByName(server: JudgedResource, graph: ResourceGraph): Link[] {
  return networkEntries(server)
    .map((entry) => networkOfEntry(server, entry, graph))
    .filter(({ kind }) => kind !== "absent");
}

/** The network that an entry of a server's `networks` names, by its id or by the name of one of the stack. */
export function networkOfEntry(server: JudgedResource, entry: Record<string, unknown>, graph: ResourceGraph): Link {
  if (textOf(entry["uuid"]) !== undefined) return graph.nestedLink(server, "networks", entry["uuid"], NETWORK);
  const name = knownText(entry["name"]);
  const named = name === undefined ? [] : graph.named(NETWORK, name);
  return named.length === 1 ? { kind: "resource", resource: named[0]! } : { kind: "absent" };
}

/** Entries of a server's `networks`; one that is not known at all is an empty record. None while the list is not known. */
export function networkEntries(server: JudgedResource): Record<string, unknown>[] {
  return knownList(server.inputs["networks"]).map((entry) => recordOf(entry) ?? {});
}
