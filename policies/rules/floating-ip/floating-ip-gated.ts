import { bothOf, listed, type Text } from "../../messages/text.ts";
import type { JudgedResource, PolicyContext, StackPolicy, Violation } from "../../policy.ts";
import { knownText, tagOf } from "../../resources/inputs.ts";
import { isUniqueLocalSubnet } from "../../resources/network-families.ts";
import { ipv6OfPort } from "../../resources/port-ipv6.ts";
import { graphOf, resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { attachedTo, networksByName } from "../../resources/server-networks.ts";
import * as type from "../../resources/types.ts";
import { PUBLIC_ZONES } from "../../resources/zones.ts";
import { named, violation } from "../../violation.ts";

/** FIP-01. */
export const floatingIpGated: StackPolicy = {
  id: "FIP-01",
  slug: "floating-ip-gated",
  title: {
    en: "A floating IPv4 address is for public services that IPv6 reaches too",
    vi: "Địa chỉ IPv4 nổi dành cho dịch vụ công khai mà IPv6 cũng đến được",
  },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-43"],
  source: ["Neutron administration guide, IPv6: there is no IPv6 floating IP", "VNNIC: public IPv4 is scarce"],
  why: {
    en: "Public IPv4 addresses are scarce and IPv6 has no floating ones: a service that only a floating IP publishes stays away from IPv6 users, and a floating IP on an inner zone opens it to the Internet.",
    vi: "Địa chỉ IPv4 công cộng khan hiếm và IPv6 không có địa chỉ nổi: dịch vụ chỉ công khai qua địa chỉ nổi thì người dùng IPv6 không đến được, còn địa chỉ nổi ở vùng bên trong mở vùng đó ra Internet.",
  },
  fix: {
    en: "publish servers of zones dmz and edge only, each with a global IPv6 address",
    vi: "chỉ công khai máy chủ thuộc vùng dmz và edge, mỗi máy có một địa chỉ IPv6 toàn cầu",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    const publishedBy = publishedReader(graph);
    return [...graph.all(type.FLOATING_IP), ...graph.all(type.COMPUTE_FLOATING_IP)].flatMap((address) =>
      checkAddress(address, publishedBy(address), graph, context),
    );
  },
};

function checkAddress(
  address: JudgedResource,
  published: ReadonlySet<JudgedResource>,
  graph: ResourceGraph,
  context: PolicyContext,
): Violation[] {
  const fault = (found: Text, wanted: Text, fix?: Text): Violation =>
    violation(floatingIpGated, address, { found, wanted, ...(fix === undefined ? {} : { fix }) });
  if (context.mode === "v6-only")
    return [
      fault(
        { en: "is there in mode v6-only", vi: "có mặt trong chế độ v6-only" },
        { en: "no IPv4 address in that mode", vi: "không có địa chỉ IPv4 trong chế độ đó" },
        { en: "remove the floating IP", vi: "bỏ địa chỉ nổi" },
      ),
    ];
  const faults: Violation[] = [];
  for (const subject of [address, ...published]) {
    const exposure = tagOf(subject, "exposure");
    if (typeof exposure !== "string" || exposure === "public") continue;
    faults.push(
      fault(
        {
          en: `publishes ${named(subject).en}, tagged exposure:${exposure}`,
          vi: `công khai ${named(subject).vi}, mang thẻ exposure:${exposure}`,
        },
        bothOf("exposure:public"),
      ),
    );
  }
  for (const bearer of published) {
    const zone = zoneOf(bearer, graph);
    if (zone !== undefined && !PUBLIC_ZONES.includes(zone)) {
      faults.push(
        fault(
          {
            en: `publishes ${named(bearer).en} in zone ${zone}`,
            vi: `công khai ${named(bearer).vi} trong vùng ${zone}`,
          },
          {
            en: `servers of zones ${listed(PUBLIC_ZONES).en} only`,
            vi: `chỉ máy chủ thuộc vùng ${listed(PUBLIC_ZONES).vi}`,
          },
        ),
      );
    }
  }
  for (const port of [...published].filter((each) => each.type === type.PORT)) {
    const ipv6 = ipv6OfPort(port, graph);
    if (ipv6.has === false) {
      faults.push(
        fault(
          {
            en: `publishes ${named(port).en}, which has no IPv6 address`,
            vi: `công khai ${named(port).vi}, không có địa chỉ IPv6`,
          },
          { en: "the same service over IPv6", vi: "cùng dịch vụ đó qua IPv6" },
          {
            en: `add the IPv6 subnet of ${named(ipv6.network).en} to the port's fixedIps`,
            vi: `thêm mạng con IPv6 của ${named(ipv6.network).vi} vào fixedIps của cổng mạng`,
          },
        ),
      );
    } else if (ipv6.has === true && ipv6.subnet && isUniqueLocalSubnet(ipv6.subnet)) {
      faults.push(
        fault(
          {
            en: `publishes ${named(port).en}, whose IPv6 address is unique local (${named(ipv6.subnet).en})`,
            vi: `công khai ${named(port).vi}, có địa chỉ IPv6 cục bộ (ULA) (${named(ipv6.subnet).vi})`,
          },
          { en: "a global IPv6 address beside it", vi: "một địa chỉ IPv6 toàn cầu bên cạnh" },
        ),
      );
    }
  }
  return faults;
}

/**
 * A function that tells what is behind a floating IP: the ports named by it, by an association or by a port forwarding;
 * a server that Nova's association names, by its ports where the stack has them.
 */
function publishedReader(graph: ResourceGraph): (address: JudgedResource) => Set<JudgedResource> {
  const published = new Map<JudgedResource, Set<JudgedResource>>();
  const add = (address: JudgedResource, bearers: Iterable<JudgedResource>): void => {
    const known = published.get(address) ?? new Set();
    published.set(address, known);
    for (const bearer of bearers) known.add(bearer);
  };
  const portOf = (from: JudgedResource, property: string): JudgedResource[] => {
    const port = graph.link(from, property, type.PORT);
    return port.kind === "resource" ? [port.resource] : [];
  };
  for (const wanted of [type.FLOATING_IP, type.COMPUTE_FLOATING_IP]) {
    for (const address of graph.all(wanted)) add(address, portOf(address, "portId"));
    const namedBy = addressReader(graph, wanted);
    for (const association of graph.all(type.FLOATING_IP_ASSOCIATE)) {
      for (const address of namedBy(association)) add(address, portOf(association, "portId"));
    }
    for (const association of graph.all(type.COMPUTE_FLOATING_IP_ASSOCIATE)) {
      for (const address of namedBy(association)) add(address, serverOf(association, graph));
    }
    for (const forwarding of graph.all(type.PORT_FORWARDING)) {
      const target = graph.link(forwarding, "floatingipId", wanted);
      if (target.kind === "resource") add(target.resource, portOf(forwarding, "internalPortId"));
    }
  }
  return (address) => published.get(address) ?? new Set();
}

/** Tells whose address an association's `floatingIp` is, which is no id: by the dependency, else by the address itself. */
function addressReader(graph: ResourceGraph, wanted: string): (association: JudgedResource) => JudgedResource[] {
  const byAddress = new Map(
    graph.all(wanted).flatMap((address): [string, JudgedResource][] => {
      const text = knownText(address.outputs?.["address"]) ?? knownText(address.inputs["address"]);
      return text === undefined ? [] : [[text, address]];
    }),
  );
  return (association) => {
    const made = graph.made(association, "floatingIp", wanted);
    const byText = byAddress.get(knownText(association.inputs["floatingIp"]) ?? "");
    return made.length === 0 && byText ? [byText] : made;
  };
}

/** The one port of the server that an association names; the server itself where Nova makes its ports. */
function serverOf(association: JudgedResource, graph: ResourceGraph): JudgedResource[] {
  const server = graph.link(association, "instanceId", type.INSTANCE);
  if (server.kind !== "resource") return [];
  const { ports } = attachedTo(server.resource, graph);
  // Which of several ports has the address, only its fixed IP would tell.
  return ports.size === 1 ? [...ports] : [server.resource];
}

function zoneOf(bearer: JudgedResource, graph: ResourceGraph): string | undefined {
  const own = tagOf(bearer, "zone");
  if (typeof own === "string") return own;
  const networks = bearer.type === type.PORT ? [graph.networkOf(bearer)] : networksByName(bearer, graph);
  const zones = networks.map(resourceOf).map((network) => network && tagOf(network, "zone"));
  const [zone, ...others] = new Set(zones);
  return typeof zone === "string" && others.length === 0 ? zone : undefined;
}
