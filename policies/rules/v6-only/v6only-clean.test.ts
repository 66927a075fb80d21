import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { type PolicyContext, UNKNOWN } from "../../policy.ts";
import { SUBNET, SEC_GROUP_RULE, FLOATING_IP, RECORD_SET } from "../../resources/types.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { v6onlyClean as policy } from "./v6only-clean.ts";

const context: PolicyContext = { mode: "v6-only" };
const one = (type: string, inputs: Record<string, unknown>) => preview([{ type, name: "left", inputs }]);

test("IPv6 alone passes, and IPv4 in a dual-stack tenant", () => {
  expect(messages(policy, one(SUBNET, { ipVersion: 6, cidr: "3fff:38:60:d000::/64" }), context)).toEqual([]);
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
});

test("a leftover IPv4 subnet fails", () => {
  expect(messages(policy, one(SUBNET, { cidr: "10.96.208.0/24" }), context)).toEqual([
    'Subnet "left" is an IPv4 subnet (10.96.208.0/24); V6O-01 wants IPv6 alone in mode v6-only. Fix: remove the IPv4 resource, or set the tenant\'s mode back to dual',
  ]);
});

test.each([
  ["a floating IP", FLOATING_IP, {}],
  ["an A record", RECORD_SET, { type: "A", records: ["192.0.2.1"] }],
  ["an IPv4 rule", SEC_GROUP_RULE, { ethertype: "IPv4", protocol: "tcp" }],
])("%s fails", (_, type, inputs) => {
  expect(messages(policy, one(type, inputs), context)).toHaveLength(1);
});

test("loopback rules and IPv6 records pass", () => {
  expect(messages(policy, one(SEC_GROUP_RULE, { ethertype: "IPv4", remoteIpPrefix: "127.0.0.0/8" }), context)).toEqual(
    [],
  );
  expect(messages(policy, one(RECORD_SET, { type: "AAAA", records: ["2001:db8::1"] }), context)).toEqual([]);
});

test("the zone v6only has no IPv4 in any tenant", () => {
  expect(messages(policy, one(SUBNET, { ipVersion: 4, tags: ["zone:v6only"] }))).toHaveLength(1);
});

test("unknown families are not judged", () => {
  expect(messages(policy, one(SUBNET, { ipVersion: UNKNOWN }), context)).toEqual([]);
  expect(messages(policy, one(SUBNET, { cidr: UNKNOWN }), context)).toEqual([]);
  expect(messages(policy, one(SEC_GROUP_RULE, { ethertype: UNKNOWN }), context)).toEqual([]);
});
