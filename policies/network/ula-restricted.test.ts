import { expect, test } from "vitest";
import { compliantTenant, tenantContext } from "../fixtures/compliant-tenant.ts";
import { preview } from "../fixtures/drafts.ts";
import { messages } from "../fixtures/messages.ts";
import { UNKNOWN } from "../policy.ts";
import { SUBNET, SUBNET_POOL } from "../types.ts";
import { ulaRestricted as policy } from "./ula-restricted.ts";

const subnet = (cidr: unknown, zone?: string) =>
  preview([
    { type: SUBNET, name: "store", inputs: { cidr, ipVersion: 6, ...(zone ? { tags: [`zone:${zone}`] } : {}) } },
  ]);

test("a planned random prefix in zone storage passes", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
  expect(messages(policy, subnet("fd3c:91e7:5a02:b::/64", "storage"), tenantContext)).toEqual([]);
});

test("the half that is not assigned fails", () => {
  expect(messages(policy, subnet("fc00:1234:5678:9::/64", "storage"))).toEqual([
    'Subnet "store" has the unique local prefix fc00:1234:5678:9::/64; NET-09 wants a prefix inside fd00::/8: the rest of fc00::/7 is not assigned. Fix: take a global prefix of the address plan; in zones storage, mgmt and v6only also a /64 of a planned fd00::/8 prefix with a random id',
  ]);
});

test("an id that is not random fails", () => {
  expect(messages(policy, subnet("fd00::/64", "storage"))[0]).toContain("random 40-bit id");
});

test("a prefix outside the plan fails", () => {
  expect(messages(policy, subnet("fd3c:91e7:5a03:b::/64", "storage"), tenantContext)[0]).toContain(
    "a prefix of the plan (fd3c:91e7:5a02::/48)",
  );
});

test("a zone that the Internet reaches fails", () => {
  expect(messages(policy, subnet("fd3c:91e7:5a02:b::/64", "dmz"), tenantContext)[0]).toContain("in zone dmz");
});

test("a subnet pool is judged too", () => {
  expect(
    messages(policy, preview([{ type: SUBNET_POOL, name: "pool", inputs: { prefixes: ["fd00::/48"] } }])),
  ).toHaveLength(1);
});

test("an unknown prefix and an unknown zone are not judged", () => {
  expect(messages(policy, subnet(UNKNOWN, "dmz"))).toEqual([]);
  expect(
    messages(
      policy,
      preview([{ type: SUBNET, name: "store", inputs: { cidr: "fd3c:91e7:5a02:b::/64", tags: UNKNOWN } }]),
    ),
  ).toEqual([]);
});
