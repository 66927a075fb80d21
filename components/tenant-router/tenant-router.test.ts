import { expect, test } from "vitest";
import { recordResources, theOne } from "../testing/record-resources.ts";
import { addressesByFamily } from "./external-addresses.ts";
import { TenantRouter } from "./index.ts";

test("the router leaves to the cloud what only the cloud may choose", async () => {
  const { resources } = await recordResources(
    () => new TenantRouter("stttt", { externalNetworkId: "external", tenantId: "project", tags: ["b:2", "a:1"] }),
  );
  expect(theOne(resources, "Router", "stttt").inputs).toEqual({
    name: "stttt",
    adminStateUp: true,
    externalNetworkId: "external",
    tenantId: "project",
    tags: ["a:1", "b:2"],
  });
});

test("its external addresses are told by family, in whatever order the cloud lists them", async () => {
  const { result } = await recordResources(
    () => new TenantRouter("stttt", { externalNetworkId: "external" }).externalAddresses,
  );
  expect(result).toEqual({ ipv4: "203.0.113.9", ipv6: "2001:db8:ffff::9" });
});

test("of several addresses of a family the lowest counts, and a missing family is absent", () => {
  expect(addressesByFamily(["203.0.113.20", "203.0.113.9", undefined])).toEqual({ ipv4: "203.0.113.9" });
});

test("protect guards the router, and is off unless asked for", async () => {
  const { resources } = await recordResources(() => {
    new TenantRouter("guarded", { externalNetworkId: "external", protect: true });
    new TenantRouter("plain", { externalNetworkId: "external" });
  });
  expect(theOne(resources, "Router", "guarded").protect).toBe(true);
  expect(theOne(resources, "Router", "plain").protect).toBe(false);
});
