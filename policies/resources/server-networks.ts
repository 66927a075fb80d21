import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { knownText, listOf, recordOf, textOf } from "./inputs.ts";
import type { Link, ResourceGraph } from "./resource-graph.ts";
import { NETWORK, PORT } from "./types.ts";

/** Ports and networks of this stack that a server is attached to; those made elsewhere are left out. */
export function attachedTo(
  server: JudgedResource,
  graph: ResourceGraph,
): { ports: Set<JudgedResource>; networks: Set<JudgedResource> } {
  const ports = new Set(graph.made(server, "networks", PORT));
  const networks = new Set<JudgedResource>();
  const entries = networkEntries(server);
  for (const entry of entries === UNKNOWN ? [] : entries) {
    const port = graph.nestedLink(server, "networks", entry["port"], PORT);
    if (port.kind === "resource") ports.add(port.resource);
  }
  for (const network of networksByName(server, graph)) if (network.kind === "resource") networks.add(network.resource);
  for (const port of ports) {
    const network = graph.networkOf(port);
    if (network.kind === "resource") networks.add(network.resource);
  }
  return { ports, networks };
}

/** Networks that a server names itself, so that Nova makes a port there, with the groups of the server. */
export function networksByName(server: JudgedResource, graph: ResourceGraph): Link[] {
  const entries = networkEntries(server);
  return (entries === UNKNOWN ? [] : entries).flatMap((entry): Link[] => {
    const links: Link[] = [];
    if (textOf(entry["uuid"]) !== undefined) links.push(graph.nestedLink(server, "networks", entry["uuid"], NETWORK));
    const name = knownText(entry["name"]);
    const named = name === undefined ? [] : graph.named(NETWORK, name);
    if (named.length === 1) links.push({ kind: "resource", resource: named[0]! });
    return links;
  });
}

/** Entries of a server's `networks`; one that is not known at all is an empty record. */
export function networkEntries(server: JudgedResource): Record<string, unknown>[] | typeof UNKNOWN {
  const networks = listOf(server.inputs["networks"]);
  return networks === UNKNOWN ? UNKNOWN : networks.map((entry) => recordOf(entry) ?? {});
}
