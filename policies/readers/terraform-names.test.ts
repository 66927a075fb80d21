import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as types from "../resources/types.ts";
import { inputOf, renamed, tokenOf, YOUNGER_SHAPES } from "./terraform-names.ts";

/** Resource types of terraform-provider-openstack 3.4.0 that the table, which is of @pulumi/openstack 3.15, lacks. */
const YOUNGER: readonly string[] = [
  "openstack_networking_address_group_v2",
  "openstack_networking_bgp_peer_v2",
  "openstack_networking_bgp_speaker_v2",
  "openstack_networking_router_routes_v2",
];

const table = JSON.parse(readFileSync(new URL("terraform-names.json", import.meta.url), "utf8")) as {
  types: Record<string, string>;
};
const judged = Object.values(types).flatMap((token): string[] =>
  typeof token === "string" && token.startsWith("openstack:") ? [token] : [],
);

test("every type that policies look at has a name in Terraform", () => {
  const named = new Set([...Object.keys(table.types), ...YOUNGER].map(tokenOf));
  expect(judged.filter((token) => !named.has(token))).toEqual([]);
});

test("the types beside the table are not in it, are looked at, and have their inputs written down", () => {
  expect(YOUNGER.filter((name) => Object.hasOwn(table.types, name))).toEqual([]);
  const tokens = YOUNGER.map((name) => tokenOf(name)!);
  expect(tokens.filter((token) => !judged.includes(token))).toEqual([]);
  expect(Object.keys(YOUNGER_SHAPES).filter((name) => name.startsWith("openstack:"))).toEqual(tokens.toSorted());
});

test.each([
  ["openstack_networking_network_v2", types.NETWORK],
  ["openstack_networking_bgp_peer_v2", types.BGP_PEER],
  ["openstack_fw_rule_v2", types.FIREWALL_RULE],
  ["openstack_lb_flavor_v9", "openstack:loadbalancer/flavorV9:FlavorV9"],
  ["aws_vpc", undefined],
])("%s is %s", (name, token) => {
  expect(tokenOf(name)).toBe(token);
});

test("blocks are renamed too, and what a type only computes is no input of it", () => {
  const routes = inputOf(types.ROUTER_ROUTES, "routes")!;
  expect(renamed([{ destination_cidr: "192.0.2.0/24", next_hop: "192.0.2.1" }], routes.kind)).toEqual([
    { destinationCidr: "192.0.2.0/24", nextHop: "192.0.2.1" },
  ]);
  expect(inputOf(types.BGP_SPEAKER, "advertised_routes")).toBeUndefined();
});
