import { expect, test } from "vitest";
import { TenantRouter } from "../tenant-router/index.ts";
import { ofType, recordResources, theOne } from "../testing/record-resources.ts";
import { ExternalNetwork, type ExternalNetworkArgs } from "./index.ts";

const args: ExternalNetworkArgs = {
  networkName: "public",
  physicalNetwork: "physnet1",
  ipv4: {
    cidr: "203.0.113.0/24",
    gateway: "203.0.113.1",
    allocationPool: { start: "203.0.113.50", end: "203.0.113.250" },
  },
  ipv6: { cidr: "2001:db8:ffff::/64", gateway: "2001:db8:ffff::1", subnetPoolId: "pool-6" },
  tags: ["owner:platform"],
};

test("both families on one external network, without DHCP", async () => {
  const { resources } = await recordResources(() => new ExternalNetwork("public", args));
  expect(theOne(resources, "Network", "public").inputs).toEqual({
    name: "public",
    external: true,
    adminStateUp: true,
    mtu: 1500,
    segments: [{ networkType: "flat", physicalNetwork: "physnet1" }],
    tags: ["owner:platform"],
  });
  expect(ofType(resources, "Subnet").map(({ inputs }) => [inputs["ipVersion"], inputs["enableDhcp"]])).toEqual([
    [4, false],
    [6, false],
  ]);
  expect(theOne(resources, "Subnet", "public-ipv6").inputs["subnetpoolId"]).toBe("pool-6");
});

test("a router waits for both subnets, or it would get an address of one family", async () => {
  const { resources } = await recordResources(() => {
    const { networkId } = new ExternalNetwork("public", args);
    return new TenantRouter("stttt", { externalNetworkId: networkId });
  });
  const subnets = ofType(resources, "Subnet").map(({ urn }) => urn);
  expect(theOne(resources, "Router", "stttt").dependencies).toEqual(expect.arrayContaining(subnets));
});

test("a VLAN has its id, and nothing else has one", async () => {
  const vlan = { ...args, networkType: "vlan" as const, segmentationId: 120 };
  const { resources } = await recordResources(() => new ExternalNetwork("public", vlan));
  expect(theOne(resources, "Network", "public").inputs["segments"]).toEqual([
    { networkType: "vlan", physicalNetwork: "physnet1", segmentationId: 120 },
  ]);
  await expect(recordResources(() => new ExternalNetwork("x", { ...args, networkType: "vlan" }))).rejects.toThrow(
    "'vlan' needs it",
  );
  await expect(recordResources(() => new ExternalNetwork("x", { ...args, segmentationId: 7 }))).rejects.toThrow(
    "belongs to networkType 'vlan'",
  );
});

test("faults name this component", async () => {
  const faulty = { ...args, ipv6: { cidr: "2001:db8:ffff::/64", gateway: "2001:db8::1" } };
  await expect(recordResources(() => new ExternalNetwork("public", faulty))).rejects.toThrow(
    "ExternalNetwork 'public':\n  - ipv6.gateway",
  );
});
