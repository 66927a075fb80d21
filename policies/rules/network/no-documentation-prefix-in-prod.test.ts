import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import {
  ADDRESS_GROUP,
  SUBNET,
  SUBNET_POOL,
  ROUTER_ROUTE,
  ROUTER_ROUTES,
  SEC_GROUP_RULE,
  RECORD_SET,
} from "../../resources/types.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { noDocumentationPrefixInProd as policy } from "./no-documentation-prefix-in-prod.ts";

const one = (type: string, inputs: Record<string, unknown>) => preview([{ type, name: "subject", inputs }]);

test("an example on documentation and private addresses passes", () => {
  expect(messages(policy, preview(compliantTenant()), { addresses: "documentation" })).toEqual([]);
  const metadata = one(SEC_GROUP_RULE, { remoteIpPrefix: "fe80::a9fe:a9fe/128" });
  expect(messages(policy, metadata, { addresses: "documentation" })).toEqual([]);
  for (const remoteIpPrefix of ["224.0.0.18/32", "ff02::12/128", "fe80::/10", "255.255.255.255/32"])
    expect(messages(policy, one(SEC_GROUP_RULE, { remoteIpPrefix }), { addresses: "documentation" })).toEqual([]);
});

test("a registered IPv6 prefix in an example fails", () => {
  expect(messages(policy, one(SUBNET, { cidr: "2400:cb00::/64" }), { addresses: "documentation" })).toEqual([
    'Subnet "subject" has cidr 2400:cb00::/64; NET-07 wants documentation or private addresses in an example environment. Fix: take a registered prefix in production, and a documentation prefix (3fff::/20, 2001:db8::/32, 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) or RFC 1918 space in examples',
  ]);
});

test.each([
  ["an IPv6 subnet", SUBNET, { cidr: "2001:db8:1::/64" }, "documentation (RFC 3849)"],
  ["a subnet pool", SUBNET_POOL, { prefixes: ["3fff:38::/40"] }, "documentation (RFC 9637)"],
  ["an IPv4 rule", SEC_GROUP_RULE, { remoteIpPrefix: "192.0.2.0/24" }, "documentation (TEST-NET-1) (RFC 5737)"],
  [
    "a route",
    ROUTER_ROUTE,
    { destinationCidr: "10.0.0.0/8", nextHop: "203.0.113.1" },
    "documentation (TEST-NET-3) (RFC 5737)",
  ],
  [
    "one of several routes",
    ROUTER_ROUTES,
    { routes: [{ destinationCidr: "10.0.0.0/8", nextHop: "10.0.0.1" }, { destinationCidr: "3fff:38::/40" }] },
    "documentation (RFC 9637)",
  ],
  ["an address group", ADDRESS_GROUP, { addresses: ["10.0.0.0/8", "2001:db8::/32"] }, "documentation (RFC 3849)"],
  ["an IPv6 record", RECORD_SET, { type: "AAAA", records: ["2001:db8::1"] }, "documentation (RFC 3849)"],
])("in production a documentation prefix in %s fails", (_, type, inputs, name) => {
  const found = messages(policy, one(type, inputs), { addresses: "registered" });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(name);
});

test("the environment says which addresses are meant, where nothing else does", () => {
  const documented = one(SUBNET, { cidr: "2001:db8:1::/64" });
  const registered = one(SUBNET, { cidr: "2400:cb00::/64" });
  for (const environment of ["production", "staging"] as const) {
    expect(messages(policy, documented, { environment })).toHaveLength(1);
    expect(messages(policy, registered, { environment })).toEqual([]);
  }
  expect(messages(policy, documented, { environment: "example" })).toEqual([]);
  expect(messages(policy, registered, { environment: "example" })).toHaveLength(1);
  expect(messages(policy, documented, { environment: "production", addresses: "documentation" })).toEqual([]);
});

test("without an environment and for unknown prefixes nothing is judged", () => {
  expect(messages(policy, one(SUBNET, { cidr: "2001:db8:1::/64" }))).toEqual([]);
  expect(messages(policy, one(SUBNET_POOL, { prefixes: UNKNOWN }), { addresses: "registered" })).toEqual([]);
  expect(messages(policy, one(SUBNET_POOL, { prefixes: [UNKNOWN] }), { addresses: "registered" })).toEqual([]);
});
