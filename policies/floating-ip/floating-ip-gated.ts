import { tagOf } from "../inputs.ts";
import { isUniqueLocalSubnet } from "../network/families.ts";
import { ipv6OfPort } from "../port/families.ts";
import type { JudgedResource, PolicyContext, StackPolicy, Violation } from "../policy.ts";
import { graphOf, type ResourceGraph } from "../resource-graph.ts";
import * as type from "../types.ts";
import { enumerate, nameOf, violation } from "../violation.ts";
import { PUBLIC_ZONES } from "../zones.ts";

/** FIP-01. */
export const floatingIpGated: StackPolicy = {
  id: "FIP-01",
  slug: "floating-ip-gated",
  title: "A floating IPv4 address is for public services that IPv6 reaches too",
  kind: "stack",
  level: "mandatory",
  serves: ["R1-43"],
  source: ["Neutron administration guide, IPv6: there is no IPv6 floating IP", "VNNIC: public IPv4 is scarce"],
  why: "Public IPv4 addresses are scarce and IPv6 has no floating ones: a service that only a floating IP publishes stays away from IPv6 users, and a floating IP on an inner zone opens it to the Internet.",
  fix: "publish servers of zones dmz and edge only, each with a global IPv6 address",
  check(resources, context) {
    const graph = graphOf(resources);
    const portsOf = portsReader(graph);
    return [...graph.all(type.FLOATING_IP), ...graph.all(type.COMPUTE_FLOATING_IP)].flatMap((address) =>
      checkAddress(address, portsOf(address), graph, context),
    );
  },
};

function checkAddress(
  address: JudgedResource,
  ports: ReadonlySet<JudgedResource>,
  graph: ResourceGraph,
  context: PolicyContext,
): Violation[] {
  const fault = (found: string, wanted: string, fix?: string): Violation =>
    violation(floatingIpGated, address, { found, wanted, ...(fix === undefined ? {} : { fix }) });
  if (context.mode === "v6-only")
    return [fault("is there in mode v6-only", "no IPv4 address in that mode", "remove the floating IP")];
  const faults: Violation[] = [];
  for (const subject of [address, ...ports]) {
    const exposure = tagOf(subject, "exposure");
    if (typeof exposure !== "string" || exposure === "public") continue;
    faults.push(fault(`publishes ${nameOf(subject)}, tagged exposure:${exposure}`, "exposure:public"));
  }
  for (const port of ports) {
    const zone = zoneOf(port, graph);
    if (zone !== undefined && !PUBLIC_ZONES.includes(zone)) {
      faults.push(
        fault(`publishes ${nameOf(port)} in zone ${zone}`, `servers of zones ${enumerate(PUBLIC_ZONES)} only`),
      );
    }
    const ipv6 = ipv6OfPort(port, graph);
    if (ipv6.has === false) {
      faults.push(
        fault(
          `publishes ${nameOf(port)}, which has no IPv6 address`,
          "the same service over IPv6",
          `add the IPv6 subnet of ${nameOf(ipv6.network)} to the port's fixedIps`,
        ),
      );
    } else if (ipv6.has === true && ipv6.subnet && isUniqueLocalSubnet(ipv6.subnet)) {
      faults.push(
        fault(
          `publishes ${nameOf(port)}, whose IPv6 address is unique local (${nameOf(ipv6.subnet)})`,
          "a global IPv6 address beside it",
        ),
      );
    }
  }
  return faults;
}

/** A function that tells the ports behind a floating IP: named by it, by an association, or by a port forwarding. */
function portsReader(graph: ResourceGraph): (address: JudgedResource) => Set<JudgedResource> {
  const ports = new Map<JudgedResource, Set<JudgedResource>>();
  const add = (address: JudgedResource, from: JudgedResource, property: string): void => {
    const port = graph.link(from, property, type.PORT);
    const known = ports.get(address) ?? new Set();
    ports.set(address, known);
    if (port.kind === "resource") known.add(port.resource);
  };
  for (const wanted of [type.FLOATING_IP, type.COMPUTE_FLOATING_IP]) {
    for (const address of graph.all(wanted)) add(address, address, "portId");
    for (const association of graph.all(type.FLOATING_IP_ASSOCIATE)) {
      // `floatingIp` is the address, not the id: only the dependency tells whose it is.
      for (const address of graph.made(association, "floatingIp", wanted)) add(address, association, "portId");
    }
    for (const forwarding of graph.all(type.PORT_FORWARDING)) {
      const target = graph.link(forwarding, "floatingipId", wanted);
      if (target.kind === "resource") add(target.resource, forwarding, "internalPortId");
    }
  }
  return (address) => ports.get(address) ?? new Set();
}

function zoneOf(port: JudgedResource, graph: ResourceGraph): string | undefined {
  const own = tagOf(port, "zone");
  if (typeof own === "string") return own;
  const network = graph.networkOf(port);
  const zone = network.kind === "resource" ? tagOf(network.resource, "zone") : undefined;
  return typeof zone === "string" ? zone : undefined;
}
