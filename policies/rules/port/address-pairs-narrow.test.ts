import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { addressPairsNarrow as policy } from "./address-pairs-narrow.ts";

const pairs = (...addresses: unknown[]) =>
  preview(
    change(compliantTenant(), "web-1-port", { allowedAddressPairs: addresses.map((ipAddress) => ({ ipAddress })) }),
  );

test("a virtual address of each family passes", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
  expect(messages(policy, pairs("10.96.32.100", "3fff:38:60:2000::100/128"), tenantContext)).toEqual([]);
});

test("an IPv6 range fails", () => {
  expect(messages(policy, pairs("3fff:38:60:2000::/64"), tenantContext)).toEqual([
    'Port "web-1-port" allows the range 3fff:38:60:2000::/64; PRT-03 wants single addresses (/32 or /128). Fix: list each virtual address alone (/32 or /128), its IPv6 twin beside the IPv4 one',
  ]);
});

test("everything fails", () => {
  expect(messages(policy, pairs("::/0"))).toHaveLength(1);
  expect(messages(policy, pairs("0.0.0.0/0", "3fff:38:60:2000::100"))[0]).toContain("allows the range 0.0.0.0/0");
});

test("an address outside the agency's zones fails where the zones are known", () => {
  expect(messages(policy, pairs("3fff:38:40:2000::100"), tenantContext)[0]).toContain(
    "an address of the agency's zones (app, dmz, lan and mgmt)",
  );
  expect(messages(policy, pairs("3fff:38:40:2000::100"))).toEqual([]);
});

test("an IPv4 virtual address without its twin fails", () => {
  expect(messages(policy, pairs("10.96.32.100"), tenantContext)[0]).toContain(
    "allows the IPv4 virtual address 10.96.32.100/32 and no IPv6 one",
  );
});

test("an unknown pair may be the twin, and an unknown list is not judged", () => {
  expect(messages(policy, pairs("10.96.32.100", UNKNOWN), tenantContext)).toEqual([]);
  expect(messages(policy, preview(change(compliantTenant(), "web-1-port", { allowedAddressPairs: UNKNOWN })))).toEqual(
    [],
  );
});
