import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import {
  ADDRESS_GROUP,
  SUBNET,
  ROUTER_ROUTE,
  ROUTER_ROUTES,
  SEC_GROUP_RULE,
  RECORD_SET,
} from "../../resources/types.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { noSpecialPurpose as policy } from "./no-special-purpose.ts";

const one = (type: string, inputs: Record<string, unknown>) => preview([{ type, name: "subject", inputs }]);

test("global, private and planned unique local prefixes pass", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
  for (const cidr of ["3fff:38:60::/64", "10.0.0.0/24", "fd3c:91e7:5a02:b::/64"])
    expect(messages(policy, one(SUBNET, { cidr }))).toEqual([]);
});

test("6to4 fails", () => {
  expect(messages(policy, one(SUBNET, { cidr: "2002:c000:204::/64" }))).toEqual([
    'Subnet "subject" has cidr 2002:c000:204::/64, which lies in or holds 2002::/16: 6to4 (RFC 3056); NET-08 wants a prefix for general use. Fix: take a prefix of the address plan (global unicast, or RFC 1918 space for IPv4)',
  ]);
});

test.each([
  "::/96",
  "100::/64",
  "2001:10::/32",
  "3ffe:1::/32",
  "5f00::/64",
  "fe80::/64",
  "fec0::/64",
  "ff02::/64",
  "4000::/64",
  "64:ff9b::/96",
  "127.0.0.0/8",
  "169.254.1.0/24",
  "198.18.0.0/24",
  "224.0.0.0/8",
  "240.0.0.0/8",
])("a subnet of %s fails", (cidr) => {
  expect(messages(policy, one(SUBNET, { cidr }))).toHaveLength(1);
});

test("NAT64's prefix may be routed, default routes too", () => {
  expect(messages(policy, one(ROUTER_ROUTE, { destinationCidr: "64:ff9b::/96", nextHop: "3fff:38::1" }))).toEqual([]);
  expect(messages(policy, one(ROUTER_ROUTE, { destinationCidr: "::/0", nextHop: "3fff:38::1" }))).toEqual([]);
});

test.each(["169.254.169.254/32", "224.0.0.18/32", "ff02::12/128", "fe80::/10", "240.0.0.0/4", "2002::/16"])(
  "a rule's peer %s is no prefix that somebody owns",
  (prefix) => {
    expect(messages(policy, one(SEC_GROUP_RULE, { remoteIpPrefix: prefix }))).toEqual([]);
    expect(messages(policy, one(ADDRESS_GROUP, { addresses: ["10.0.0.1/32", prefix] }))).toEqual([]);
  },
);

test("each route of a set is judged", () => {
  const routes = [
    { destinationCidr: "64:ff9b::/96", nextHop: "3fff:38::1" },
    { destinationCidr: "2002::/16", nextHop: UNKNOWN },
    UNKNOWN,
  ];
  expect(messages(policy, one(ROUTER_ROUTES, { routes })).map((said) => said.split(",")[0])).toEqual([
    'RouterRoutesV2 "subject" has destinationCidr 2002::/16',
  ]);
  expect(messages(policy, one(ROUTER_ROUTES, { routes: UNKNOWN }))).toEqual([]);
});

test("a loopback record fails", () => {
  expect(messages(policy, one(RECORD_SET, { type: "AAAA", records: ["::1"] }))[0]).toContain("has records ::1/128");
});

test("an unknown prefix is not judged", () => {
  expect(messages(policy, one(SUBNET, { cidr: UNKNOWN }))).toEqual([]);
});
