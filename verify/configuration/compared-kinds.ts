import { asText, type Text } from "../../model/text.ts";
import type { CheckId } from "../finding.ts";
import { entriesIn, entryIn, textIn, textsIn, type Entry } from "./project-content.ts";

/** What an id belongs to. */
export type NameOf = (id: unknown) => string;

/** A property of a kind of resource: how it is told, and what puts it back. */
export interface Field {
  called: Text;
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
function attribute(called: Text, name: string): Field {
  return {
    called,
    words: (entry) => (name in entry ? wordsOf(entry[name]) : undefined),
    set: (planned) => ({ [name]: planned[name] ?? null }),
  };
}

/** A property that nothing puts back but making the thing anew. */
const fixed = (called: Text, words: Field["words"]): Field => ({ called, words });

const adminState: Field = {
  ...attribute({ en: "admin state", vi: "trạng thái quản trị" }, "admin_state_up"),
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
      attribute(asText("MTU"), "mtu"),
      adminState,
      attribute({ en: "port security", vi: "bảo vệ cổng (port security)" }, "port_security_enabled"),
      attribute(asText("external"), "router:external"),
    ],
  },
  subnet: {
    check: "VER-13",
    collection: "subnets",
    key: "subnet",
    command: "subnet",
    defaults: { enable_dhcp: true, host_routes: [], dns_nameservers: [], ipv6_address_mode: null, ipv6_ra_mode: null },
    fields: [
      fixed({ en: "network", vi: "mạng" }, (subnet, nameOf) => nameOf(subnet["network_id"])),
      fixed(asText("cidr"), (subnet) => textIn(subnet, "cidr")),
      attribute({ en: "gateway", vi: "cổng ra" }, "gateway_ip"),
      attribute(asText("DHCP"), "enable_dhcp"),
      {
        ...attribute({ en: "allocation pools", vi: "các dải DHCP" }, "allocation_pools"),
        // Neutron does not keep the order.
        words: (subnet) =>
          entriesIn(subnet, "allocation_pools")
            .map((pool) => `${textIn(pool, "start")}-${textIn(pool, "end")}`)
            .toSorted()
            .join(", "),
      },
      attribute({ en: "resolvers", vi: "máy chủ phân giải tên" }, "dns_nameservers"),
      {
        ...attribute({ en: "host routes", vi: "tuyến cho máy (host routes)" }, "host_routes"),
        words: (subnet) => entriesIn(subnet, "host_routes").map(routeText).toSorted().join(", "),
      },
      fixed({ en: "IPv6 address mode", vi: "chế độ địa chỉ IPv6" }, (subnet) => textIn(subnet, "ipv6_address_mode")),
      fixed({ en: "IPv6 RA mode", vi: "chế độ RA của IPv6" }, (subnet) => textIn(subnet, "ipv6_ra_mode")),
    ],
  },
  port: {
    check: "VER-14",
    collection: "ports",
    key: "port",
    command: "port",
    defaults: { admin_state_up: true, port_security_enabled: true, allowed_address_pairs: [] },
    fields: [
      fixed({ en: "network", vi: "mạng" }, (port, nameOf) => nameOf(port["network_id"])),
      {
        called: { en: "addresses", vi: "địa chỉ" },
        words: (port) => addressesIn(port, "fixed_ips"),
        set: (planned) => ({
          fixed_ips: entriesIn(planned, "fixed_ips").map((each) => ({ ip_address: each["ip_address"] })),
        }),
      },
      {
        called: { en: "security groups", vi: "nhóm bảo mật" },
        words: (port, nameOf) => namesIn(port, "security_groups", nameOf).join(", "),
        set: (planned, _found, idOf) => ({ security_groups: textsIn(planned, "security_groups").map(idOf) }),
      },
      attribute({ en: "port security", vi: "bảo vệ cổng (port security)" }, "port_security_enabled"),
      {
        ...attribute({ en: "allowed address pairs", vi: "các cặp địa chỉ được phép" }, "allowed_address_pairs"),
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
    fields: [attribute({ en: "statefulness", vi: "tính lưu trạng thái" }, "stateful")],
  },
  router: {
    check: "VER-13",
    collection: "routers",
    key: "router",
    command: "router",
    defaults: { admin_state_up: true, routes: [] },
    fields: [
      adminState,
      fixed({ en: "external network", vi: "mạng ngoài" }, (router, nameOf) => {
        if ("network_id" in gatewayOf(router)) return nameOf(gatewayOf(router)["network_id"]);
        return router["external_gateway_info"] === null ? "" : undefined;
      }),
      {
        called: asText("SNAT"),
        words: (router) => ("enable_snat" in gatewayOf(router) ? wordsOf(gatewayOf(router)["enable_snat"]) : undefined),
        set: (planned, found) => ({
          external_gateway_info: {
            network_id: gatewayOf(found)["network_id"],
            enable_snat: gatewayOf(planned)["enable_snat"],
          },
        }),
      },
      {
        ...attribute({ en: "static routes", vi: "tuyến tĩnh" }, "routes"),
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
      fixed({ en: "prefixes", vi: "tiền tố" }, (pool) => textsIn(pool, "prefixes").toSorted().join(", ")),
      fixed(asText("shared"), (pool) => wordsOf(pool["shared"])),
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
