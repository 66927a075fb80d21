import type { CheckId } from "../finding.ts";
import { entriesIn, entryIn, textIn, textsIn, type Entry } from "./project-content.ts";

/** What an id belongs to. */
export type NameOf = (id: unknown) => string;

/** A property of a kind of resource: how it is told, and what puts it back. */
export interface Field {
  called: string;
  /** In words that compare, of a planned resource and of one that stands alike; undefined where nothing is planned. */
  words: (entry: Entry, nameOf: NameOf) => string | undefined;
  /** The API's fields that set it as planned on what stands; without it no request does. */
  set?: (planned: Entry, found: Entry, idOf: (name: string) => string) => Entry;
}

/** A kind of Neutron's that is compared by name and property; every one has tags beside these. */
export interface ComparedKind {
  check: CheckId;
  collection: string;
  /** The key of a request's body. */
  key: string;
  /** What the `openstack` command calls it. */
  command: string;
  /** What Neutron has where nothing is asked for. */
  defaults: Entry;
  fields: readonly Field[];
}

/** A property that is one field of the API, both ways. */
function attribute(called: string, name: string): Field {
  return {
    called,
    words: (entry) => (name in entry ? wordsOf(entry[name]) : undefined),
    set: (planned) => ({ [name]: planned[name] ?? null }),
  };
}

/** A property that nothing puts back but making the thing anew. */
const fixed = (called: string, words: Field["words"]): Field => ({ called, words });

const adminState: Field = {
  ...attribute("admin state", "admin_state_up"),
  words: (entry) => (entry["admin_state_up"] === false ? "down" : "up"),
};

const addressesIn = (entry: Entry, field: string): string =>
  entriesIn(entry, field)
    .map((each) => textIn(each, "ip_address"))
    .toSorted()
    .join(", ");

const namesIn = (entry: Entry, field: string, nameOf: NameOf): string[] => textsIn(entry, field).map(nameOf).toSorted();

const gatewayOf = (router: Entry): Entry => entryIn(router, "external_gateway_info");

/** Kinds with their properties; groups' rules, router interfaces and floating addresses, which have no names, apart. */
export const comparedKinds = {
  network: {
    check: "VER-13",
    collection: "networks",
    key: "network",
    command: "network",
    defaults: { admin_state_up: true, port_security_enabled: true, "router:external": false },
    fields: [
      attribute("MTU", "mtu"),
      adminState,
      attribute("port security", "port_security_enabled"),
      attribute("external", "router:external"),
    ],
  },
  subnet: {
    check: "VER-13",
    collection: "subnets",
    key: "subnet",
    command: "subnet",
    defaults: { enable_dhcp: true, host_routes: [], dns_nameservers: [], ipv6_address_mode: null, ipv6_ra_mode: null },
    fields: [
      fixed("network", (subnet, nameOf) => nameOf(subnet["network_id"])),
      fixed("cidr", (subnet) => textIn(subnet, "cidr")),
      attribute("gateway", "gateway_ip"),
      attribute("DHCP", "enable_dhcp"),
      {
        ...attribute("allocation pools", "allocation_pools"),
        // Neutron does not keep the order.
        words: (subnet) =>
          entriesIn(subnet, "allocation_pools")
            .map((pool) => `${textIn(pool, "start")}-${textIn(pool, "end")}`)
            .toSorted()
            .join(", "),
      },
      attribute("resolvers", "dns_nameservers"),
      {
        ...attribute("host routes", "host_routes"),
        words: (subnet) => entriesIn(subnet, "host_routes").map(routeText).toSorted().join(", "),
      },
      fixed("IPv6 address mode", (subnet) => textIn(subnet, "ipv6_address_mode")),
      fixed("IPv6 RA mode", (subnet) => textIn(subnet, "ipv6_ra_mode")),
    ],
  },
  port: {
    check: "VER-14",
    collection: "ports",
    key: "port",
    command: "port",
    defaults: { admin_state_up: true, port_security_enabled: true, allowed_address_pairs: [] },
    fields: [
      fixed("network", (port, nameOf) => nameOf(port["network_id"])),
      {
        called: "addresses",
        words: (port) => addressesIn(port, "fixed_ips"),
        set: (planned) => ({
          fixed_ips: entriesIn(planned, "fixed_ips").map((each) => ({ ip_address: each["ip_address"] })),
        }),
      },
      {
        called: "security groups",
        words: (port, nameOf) => namesIn(port, "security_groups", nameOf).join(", "),
        set: (planned, _found, idOf) => ({ security_groups: textsIn(planned, "security_groups").map(idOf) }),
      },
      attribute("port security", "port_security_enabled"),
      {
        ...attribute("allowed address pairs", "allowed_address_pairs"),
        words: (port) => addressesIn(port, "allowed_address_pairs"),
      },
      adminState,
    ],
  },
  "security group": {
    check: "VER-12",
    collection: "security-groups",
    key: "security_group",
    command: "security group",
    defaults: { stateful: true },
    fields: [attribute("statefulness", "stateful")],
  },
  router: {
    check: "VER-13",
    collection: "routers",
    key: "router",
    command: "router",
    defaults: { admin_state_up: true, routes: [] },
    fields: [
      adminState,
      fixed("external network", (router, nameOf) => {
        if ("network_id" in gatewayOf(router)) return nameOf(gatewayOf(router)["network_id"]);
        return router["external_gateway_info"] === null ? "" : undefined;
      }),
      {
        called: "SNAT",
        words: (router) => ("enable_snat" in gatewayOf(router) ? wordsOf(gatewayOf(router)["enable_snat"]) : undefined),
        set: (planned, found) => ({
          external_gateway_info: {
            network_id: gatewayOf(found)["network_id"],
            enable_snat: gatewayOf(planned)["enable_snat"],
          },
        }),
      },
      {
        ...attribute("static routes", "routes"),
        words: (router) => entriesIn(router, "routes").map(routeText).toSorted().join(", "),
      },
    ],
  },
  "subnet pool": {
    check: "VER-13",
    collection: "subnetpools",
    key: "subnetpool",
    command: "subnet pool",
    defaults: { shared: false },
    fields: [
      // Neutron takes no prefix from a pool, ever (IllegalSubnetPoolPrefixUpdate).
      fixed("prefixes", (pool) => textsIn(pool, "prefixes").toSorted().join(", ")),
      fixed("shared", (pool) => wordsOf(pool["shared"])),
    ],
  },
} as const satisfies Record<string, ComparedKind>;

export type ComparedKindName = keyof typeof comparedKinds;
export const comparedKindNames = Object.keys(comparedKinds) as ComparedKindName[];

const routeText = (route: Entry): string => `${textIn(route, "destination")} by ${textIn(route, "nexthop")}`;

/** A field in words: what is absent, null and empty is one. */
export function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(", ");
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}
