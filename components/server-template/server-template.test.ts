import { expect, test } from "vitest";
import { ofType, recordResources, theOne } from "../testing/record-resources.ts";
import { ServerTemplate, type ServerTemplateArgs } from "./index.ts";

const args: ServerTemplateArgs = {
  serverName: "stttt-web-1",
  model: { imageId: "image", flavorId: "flavor", cloudInit: "#cloud-config\n" },
  network: { networkId: "net", ipv4SubnetId: "subnet-4", ipv6SubnetId: "subnet-6", ipv6AddressMode: "dhcpv6-stateful" },
  addresses: { ipv4: "10.96.32.16", ipv6: "2001:DB8:60:2000::10" },
  securityGroupIds: ["group"],
  serverGroupId: "apart",
  metadata: { agency: "stttt", role: "web", zone: "dmz" },
  tags: ["zone:dmz", "agency:stttt"],
};
const make = (more: Partial<ServerTemplateArgs> = {}) =>
  recordResources(() => {
    const { serverName, ipv4, ipv6, instanceId, portId } = new ServerTemplate("web-1", { ...args, ...more });
    return { serverName, ipv4, ipv6, instanceId, portId };
  });

test("a port with the plan's address of both families, and a server on it", async () => {
  const { resources, result } = await make();
  expect(theOne(resources, "Port", "web-1").inputs).toEqual({
    name: "stttt-web-1",
    networkId: "net",
    adminStateUp: true,
    fixedIps: [
      { subnetId: "subnet-4", ipAddress: "10.96.32.16" },
      { subnetId: "subnet-6", ipAddress: "2001:db8:60:2000::10" },
    ],
    securityGroupIds: ["group"],
    portSecurityEnabled: true,
    tags: ["agency:stttt", "zone:dmz"],
  });
  expect(theOne(resources, "Instance", "web-1").inputs).toEqual({
    name: "stttt-web-1",
    imageId: "image",
    flavorId: "flavor",
    networks: [{ port: "web-1-id" }],
    userData: "#cloud-config\n",
    schedulerHints: [{ group: "apart" }],
    metadata: { agency: "stttt", role: "web", zone: "dmz" },
    tags: ["agency:stttt", "zone:dmz"],
  });
  expect(result).toEqual({
    serverName: "stttt-web-1",
    ipv4: "10.96.32.16",
    ipv6: "2001:db8:60:2000::10",
    instanceId: "web-1-id",
    portId: "web-1-id",
  });
});

test("v6-only: no IPv4 address even when the plan has one, and a config drive for the metadata (CMP-04)", async () => {
  const { resources, result } = await make({ mode: "v6-only" });
  expect(theOne(resources, "Port", "web-1").inputs["fixedIps"]).toEqual([
    { subnetId: "subnet-6", ipAddress: "2001:db8:60:2000::10" },
  ]);
  expect(theOne(resources, "Instance", "web-1").inputs["configDrive"]).toBe(true);
  expect(result.ipv4).toBeUndefined();
});

test("v6-preferred: a server that the plan gives no IPv4 address has none", async () => {
  const { resources } = await make({ mode: "v6-preferred", addresses: { ipv6: "2001:db8:60:2000::10" } });
  expect(theOne(resources, "Port", "web-1").inputs["fixedIps"]).toEqual([
    { subnetId: "subnet-6", ipAddress: "2001:db8:60:2000::10" },
  ]);
});

test("a SLAAC network gives the IPv6 address itself", async () => {
  const network = { ...args.network, ipv6AddressMode: "slaac" as const };
  const { resources } = await make({ network, addresses: { ipv4: "10.96.32.16" } });
  expect(theOne(resources, "Port", "web-1").inputs["fixedIps"]).toEqual([
    { subnetId: "subnet-4", ipAddress: "10.96.32.16" },
    { subnetId: "subnet-6" },
  ]);
  await expect(make({ network })).rejects.toThrow("on a slaac subnet, which gives its own");
});

test("enabling IPv6 changes the port's addresses and nothing else of the server (R1-13)", async () => {
  const { ipv6SubnetId: _, ipv6AddressMode: _mode, ...ipv4Network } = args.network;
  const before = await make({ network: ipv4Network, legacyIpv4Only: { reason: "before phase 2" } });
  const after = await make();
  expect(theOne(after.resources, "Instance", "web-1")).toEqual(theOne(before.resources, "Instance", "web-1"));
  const inputs = (recording: typeof before) => theOne(recording.resources, "Port", "web-1").inputs;
  expect({ ...inputs(after), fixedIps: [] }).toEqual({ ...inputs(before), fixedIps: [] });
});

test("server and port are deleted before they are replaced: their addresses cannot be had twice", async () => {
  const { resources } = await make();
  expect(theOne(resources, "Port", "web-1").deleteBeforeReplace).toBe(true);
  expect(theOne(resources, "Instance", "web-1").deleteBeforeReplace).toBe(true);
});

test("a data volume of its own, guarded when asked for", async () => {
  const { resources } = await make({ model: { ...args.model, dataVolumeGb: 20 }, protect: true });
  const volume = theOne(resources, "Volume", "web-1-data");
  expect(volume.inputs).toMatchObject({ name: "stttt-web-1-data", size: 20, metadata: { agency: "stttt" } });
  expect(resources.filter(({ protect }) => protect)).toEqual([volume]);
  expect(theOne(resources, "VolumeAttach", "web-1-data").inputs).toEqual({
    instanceId: "web-1-id",
    volumeId: "web-1-data-id",
  });
});

test("the volume has its type, and says how it is backed up", async () => {
  const backup = { schedule: "daily", copies: 7, site: "dc-b" };
  const { resources } = await make({
    model: { ...args.model, dataVolumeGb: 20, dataVolumeType: "luks", backup },
  });
  expect(theOne(resources, "Volume", "web-1-data").inputs).toMatchObject({
    volumeType: "luks",
    metadata: { agency: "stttt", backup_schedule: "daily", backup_copies: "7", backup_site: "dc-b" },
  });
});

test("without one no volume is made", async () => {
  const { resources } = await make();
  expect([...ofType(resources, "Volume"), ...ofType(resources, "VolumeAttach")]).toEqual([]);
});

test.each<[string, Partial<ServerTemplateArgs>, string]>([
  ["a missing IPv6 address", { addresses: { ipv4: "10.96.32.16" } }, "ipv6 address is missing"],
  ["a missing IPv4 address", { addresses: { ipv6: "2001:db8::10" } }, "ipv4 address is missing"],
  ["a prefix for an address", { addresses: { ...args.addresses, ipv6: "2001:db8::10/64" } }, "is no IPv6 address"],
  ["an address of the other family", { addresses: { ...args.addresses, ipv4: "2001:db8::10" } }, "is no IPv4 address"],
  ["a network without IPv6", { network: { networkId: "net", ipv4SubnetId: "subnet-4" } }, "has no ipv6 subnet"],
  ["no security group", { securityGroupIds: [] }, "securityGroupIds is empty"],
])("refuses %s", async (_, more, message) => {
  await expect(make(more)).rejects.toThrow(message);
});
