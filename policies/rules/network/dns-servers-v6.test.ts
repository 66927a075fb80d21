import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { dnsServersV6 as policy } from "./dns-servers-v6.ts";

const servers = (dnsNameservers: unknown, more: Record<string, unknown> = {}) =>
  preview(change(compliantTenant(), "dmz-ipv6", { dnsNameservers, ...more }));

test("two IPv6 resolvers pass", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
});

test("an IPv4 resolver on an IPv6 subnet fails", () => {
  expect(messages(policy, servers(["192.0.2.53"]))).toEqual([
    'Subnet "dmz-ipv6" has resolvers without an IPv6 address (192.0.2.53); NET-10 wants at least two resolvers, all with IPv6 addresses. Fix: list two IPv6 resolvers in dnsNameservers',
  ]);
});

test("one resolver, the same twice, and none fail", () => {
  expect(messages(policy, servers(["3fff::53"]))[0]).toContain("has one resolver (3fff::53)");
  expect(messages(policy, servers(["3fff::53", "3fff::53"]))[0]).toContain("has one resolver");
  expect(messages(policy, servers(undefined))[0]).toContain("has no resolver");
});

test("a subnet without DHCP announces none", () => {
  expect(messages(policy, servers(undefined, { enableDhcp: false }))).toEqual([]);
});

test("unknown resolvers count, and an unknown list is not judged", () => {
  expect(messages(policy, servers(["3fff::53", UNKNOWN]))).toEqual([]);
  expect(messages(policy, servers(UNKNOWN))).toEqual([]);
});
