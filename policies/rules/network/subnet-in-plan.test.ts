import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { subnetInPlan as policy } from "./subnet-in-plan.ts";

test("subnets inside their zones pass", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
});

test("an IPv6 subnet of another agency fails", () => {
  expect(
    messages(policy, preview(change(compliantTenant(), "dmz-ipv6", { cidr: "3fff:38:40:2000::/64" })), tenantContext),
  ).toEqual([
    'Subnet "dmz-ipv6" is 3fff:38:40:2000::/64; NET-03 wants a prefix inside 3fff:38:60:2000::/52, zone dmz of agency stttt. Fix: take the subnet\'s prefix from the address plan: province address show',
  ]);
});

test("an IPv4 subnet of another zone fails and names that zone", () => {
  const found = messages(
    policy,
    preview(change(compliantTenant(), "dmz-ipv4", { cidr: "10.96.48.0/24" })),
    tenantContext,
  );
  expect(found[0]).toContain(
    'Subnet "dmz-ipv4" is 10.96.48.0/24 (a prefix of zone app); NET-03 wants a prefix inside 10.96.32.0/20',
  );
});

test("a zone that the agency does not have fails", () => {
  const found = messages(policy, preview(change(compliantTenant(), "dmz-ipv4", { tags: ["zone:db"] })), tenantContext);
  expect(found[0]).toContain("is tagged zone:db, which agency stttt does not have");
});

test("without a zone tag any zone of the agency will do, and nothing else", () => {
  const untagged = change(compliantTenant(), "dmz-ipv4", { tags: undefined });
  expect(messages(policy, preview(untagged), tenantContext)).toEqual([]);
  expect(messages(policy, preview(change(untagged, "dmz-ipv4", { cidr: "10.0.0.0/24" })), tenantContext)).toHaveLength(
    1,
  );
});

test("without a plan, in the platform's stack and while the prefix is unknown, nothing is judged", () => {
  const other = preview(change(compliantTenant(), "dmz-ipv6", { cidr: "3fff:38:40:2000::/64" }));
  expect(messages(policy, other, {})).toEqual([]);
  expect(messages(policy, other, { ...tenantContext, platform: true })).toEqual([]);
  expect(messages(policy, preview(change(compliantTenant(), "dmz-ipv6", { cidr: UNKNOWN })), tenantContext)).toEqual(
    [],
  );
});
