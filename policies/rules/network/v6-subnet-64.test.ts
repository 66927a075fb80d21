import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { v6Subnet64 as policy } from "./v6-subnet-64.ts";

test("a /64 passes, and a subnet of zone infra may differ", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  const link = change(compliantTenant(), "dmz-ipv6", { cidr: "3fff:38:60:2000::/127", tags: ["zone:infra"] });
  expect(messages(policy, preview(link))).toEqual([]);
});

test("a longer prefix fails", () => {
  expect(messages(policy, preview(change(compliantTenant(), "dmz-ipv6", { cidr: "3fff:38:60:2000::/72" })))).toEqual([
    'Subnet "dmz-ipv6" is 3fff:38:60:2000::/72; NET-02 wants a /64. Fix: give the subnet a /64 of its zone (only zone infra may differ: tag zone:infra)',
  ]);
});

test("a shorter prefix fails", () => {
  expect(
    messages(policy, preview(change(compliantTenant(), "dmz-ipv6", { cidr: "3fff:38:60:2000::/56" }))),
  ).toHaveLength(1);
});

test("a length asked of a subnet pool counts", () => {
  const pooled = { cidr: undefined, subnetpoolId: UNKNOWN, prefixLength: 60 };
  expect(messages(policy, preview(change(compliantTenant(), "dmz-ipv6", pooled)))[0]).toContain("is a /60");
});

test("an unknown prefix is not judged", () => {
  expect(messages(policy, preview(change(compliantTenant(), "dmz-ipv6", { cidr: UNKNOWN })))).toEqual([]);
});
