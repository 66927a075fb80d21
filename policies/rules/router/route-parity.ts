import type { Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { cidrsIn, contains, isAny, overlaps, type Cidr } from "../../resources/cidr.ts";
import { hasTag, tagOf } from "../../resources/inputs.ts";
import { addressesOf } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT } from "../../resources/types.ts";
import { zonePrefix, zonePrefixes } from "../../resources/zones.ts";
import { named, violation } from "../../violation.ts";
import { routesByRouter, type Route } from "./routes.ts";

/** Ports with this tag are firewalls: the default route may lead to them. */
const FIREWALL = "firewall";

/**
 * RTR-03. Which IPv6 prefix is the twin of an IPv4 one is known for zones of the agency; of other routes, a default
 * route, a route inside the province and a route elsewhere each want at least one of their kind in IPv6.
 */
export const routeParity: StackPolicy = {
  id: "RTR-03",
  slug: "route-parity",
  title: { en: "What IPv4 has a route to, IPv6 has too", vi: "IPv4 có tuyến đến đâu thì IPv6 cũng có" },
  kind: "stack",
  level: "mandatory",
  why: {
    en: "A router that knows the way for IPv4 alone makes every connection over IPv6 fail first and slowly. A default route to a tenant's server hands it all traffic of the others.",
    vi: "Bộ định tuyến chỉ biết đường cho IPv4 khiến mọi kết nối IPv6 hỏng trước và hỏng chậm. Tuyến mặc định đến máy chủ của một cơ quan giao cho nó toàn bộ lưu lượng của bên khác.",
  },
  serves: ["R1-36", "R1-37"],
  source: [
    "RFC 7381 section 3",
    "RFC 9099 section 2.6",
    "Neutron API reference: a route's next hop is of its destination's family",
  ],
  fix: {
    en: "add a RouterRoute to the IPv6 prefix of the same place, over an IPv6 next hop",
    vi: "thêm một RouterRoute đến tiền tố IPv6 của cùng nơi đó, qua chặng kế tiếp IPv6",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    const { routers, all } = routesByRouter(graph);
    return [
      ...all.flatMap(checkFamilies),
      ...checkDefaults(all, graph),
      ...(context.mode === "v6-only" ? [] : routers.flatMap((routes) => checkTwins(routes, context))),
    ];
  },
};

function checkFamilies({ resource, destination, nextHop }: Route): Violation[] {
  if (typeof destination !== "object" || typeof nextHop !== "object") return [];
  if (destination.family === nextHop.family) return [];
  return [
    violation(routeParity, resource, {
      found: {
        en: `leads to ${destination.canonical} over ${bareAddress(nextHop)}`,
        vi: `dẫn đến ${destination.canonical} qua ${bareAddress(nextHop)}`,
      },
      wanted: {
        en: `a next hop of the destination's family, IPv${destination.family}`,
        vi: `chặng kế tiếp cùng họ địa chỉ với đích, IPv${destination.family}`,
      },
      fix: {
        en: `set nextHop to the neighbour's IPv${destination.family} address`,
        vi: `đặt nextHop là địa chỉ IPv${destination.family} của thiết bị kề bên`,
      },
    }),
  ];
}

/** A next hop as it is written: an address without a length. */
function bareAddress({ canonical }: Cidr): string {
  return canonical.split("/")[0]!;
}

/** ::/0 to a port of the stack that is no firewall. */
function checkDefaults(routes: readonly Route[], graph: ResourceGraph): Violation[] {
  const defaults = routes.filter(
    ({ destination }) => typeof destination === "object" && destination.family === 6 && isAny(destination),
  );
  if (defaults.length === 0) return [];
  const ports = portsByAddress(graph);
  return defaults.flatMap(({ resource, nextHop, towards }) => {
    const port = typeof nextHop === "object" ? ports.get(nextHop.canonical) : towards;
    if (!port || isFirewall(port)) return [];
    return [
      violation(routeParity, resource, {
        found: { en: `leads ::/0 to ${named(port).en}`, vi: `dẫn ::/0 đến ${named(port).vi}` },
        wanted: {
          en: `no default route to a port that is not tagged ${FIREWALL}`,
          vi: `không có tuyến mặc định đến cổng mạng không mang thẻ ${FIREWALL}`,
        },
        fix: {
          en: `route through the router's gateway, or tag the port ${FIREWALL} if it is one`,
          vi: `định tuyến qua cổng ra của bộ định tuyến, hoặc gắn thẻ ${FIREWALL} cho cổng mạng nếu đúng là tường lửa`,
        },
      }),
    ];
  });
}

function isFirewall(port: JudgedResource): boolean {
  const value = tagOf(port, FIREWALL);
  return hasTag(port, FIREWALL) || value === UNKNOWN || value === "true";
}

function portsByAddress(graph: ResourceGraph): Map<string, JudgedResource> {
  const ports = graph.all(PORT);
  return new Map(ports.flatMap((port) => addressesOf(port).map(({ canonical }) => [canonical, port] as const)));
}

function checkTwins(routes: readonly Route[], context: PolicyContext): Violation[] {
  // A route to a prefix that is not known yet may be the twin of any other.
  if (routes.some(({ destination }) => destination === UNKNOWN)) return [];
  const kinds = kindReader(context);
  const known = routes.flatMap(({ resource, destination }) =>
    typeof destination === "object" ? [{ resource, destination }] : [],
  );
  const ipv6 = known.filter(({ destination }) => destination.family === 6).map(({ destination }) => destination);
  const present = new Set(ipv6.map(kinds));
  return known.flatMap(({ resource, destination }) => {
    if (destination.family === 6) return [];
    const twin = zoneTwin(destination, context);
    if (twin ? ipv6.some((prefix) => !isAny(prefix) && contains(prefix, twin)) : present.has(kinds(destination)))
      return [];
    const wanted = twin
      ? { en: `a route to ${twin.canonical} beside it`, vi: `thêm tuyến đến ${twin.canonical} bên cạnh` }
      : WANTED[kinds(destination)];
    return [
      violation(routeParity, resource, {
        found: {
          en: `leads to ${destination.canonical} over IPv4 alone`,
          vi: `dẫn đến ${destination.canonical} chỉ qua IPv4`,
        },
        wanted,
      }),
    ];
  });
}

type Kind = "default" | "inside" | "elsewhere";

const WANTED: Record<Kind, Text> = {
  default: { en: "a route to ::/0 on the same router", vi: "tuyến đến ::/0 trên cùng bộ định tuyến" },
  inside: {
    en: "a route to the province's IPv6 prefix of the same place on the same router",
    vi: "tuyến đến tiền tố IPv6 của tỉnh cho cùng nơi đó trên cùng bộ định tuyến",
  },
  elsewhere: {
    en: "a route to the IPv6 prefix of the same place on the same router",
    vi: "tuyến đến tiền tố IPv6 của cùng nơi đó trên cùng bộ định tuyến",
  },
};

function kindReader(context: PolicyContext): (cidr: Cidr) => Kind {
  const aggregates = cidrsIn([...(context.aggregates?.ipv4 ?? []), ...(context.aggregates?.ipv6 ?? [])]);
  return (cidr) =>
    isAny(cidr) ? "default" : aggregates.some((aggregate) => overlaps(aggregate, cidr)) ? "inside" : "elsewhere";
}

/** The IPv6 prefix of the zone whose IPv4 prefix this is. */
function zoneTwin(cidr: Cidr, context: PolicyContext): Cidr | undefined {
  const twin = zonePrefixes(context, 4).find(({ prefix }) => prefix.canonical === cidr.canonical);
  return twin && zonePrefix(context, twin.zone, 6);
}
