import { expect, test } from "vitest";
import { ofType, recordResources, theOne } from "../testing/record-resources.ts";
import { DualStackNetwork, type DualStackNetworkArgs } from "./index.ts";

const both: DualStackNetworkArgs = {
  ipv4: {
    cidr: "10.96.32.0/24",
    gateway: "10.96.32.1",
    allocationPool: { start: "10.96.32.128", end: "10.96.32.254" },
    subnetPoolId: "pool-4",
    dnsServers: ["192.0.2.53"],
  },
  ipv6: {
    cidr: "2001:DB8:40:2000::/64",
    gateway: "2001:db8:40:2000::1",
    subnetPoolId: "pool-6",
    dnsServers: ["2001:db8:0:53::1", "2001:db8:0:53::2"],
  },
  routerId: "router-id",
  tags: ["zone:dmz", "agency:stttt"],
};

const make = (args: DualStackNetworkArgs) =>
  recordResources(() => {
    const { networkId, ipv4SubnetId, ipv6SubnetId, ipv6AddressMode } = new DualStackNetwork("dmz", args);
    return { networkId, ipv4SubnetId, ipv6SubnetId, ipv6AddressMode };
  });

test("dual: a network, a subnet and a router interface for each family, all children of the component", async () => {
  const { resources } = await make(both);
  expect(resources.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).toSorted()).toEqual([
    "DualStackNetwork dmz",
    "Network dmz",
    "RouterInterface dmz-ipv4-gateway",
    "RouterInterface dmz-ipv6-gateway",
    "Subnet dmz-ipv4",
    "Subnet dmz-ipv6",
  ]);
  const component = theOne(resources, "DualStackNetwork", "dmz");
  expect(component.type).toBe("provincial:network:DualStackNetwork");
  for (const child of resources.filter(({ custom }) => custom)) expect(child.parent).toBe(component.urn);
});

test("the IPv6 subnet has both modes, DHCP, the plan's gateway and RFC 5952 text", async () => {
  const { resources } = await make(both);
  expect(theOne(resources, "Subnet", "dmz-ipv6").inputs).toEqual({
    name: "dmz-ipv6",
    networkId: "dmz-id",
    ipVersion: 6,
    cidr: "2001:db8:40:2000::/64",
    subnetpoolId: "pool-6",
    gatewayIp: "2001:db8:40:2000::1",
    enableDhcp: true,
    dnsNameservers: ["2001:db8:0:53::1", "2001:db8:0:53::2"],
    ipv6AddressMode: "dhcpv6-stateful",
    ipv6RaMode: "dhcpv6-stateful",
    tags: ["agency:stttt", "zone:dmz"],
  });
});

test("the IPv4 subnet has no IPv6 modes", async () => {
  const { resources } = await make(both);
  expect(theOne(resources, "Subnet", "dmz-ipv4").inputs).toEqual({
    name: "dmz-ipv4",
    networkId: "dmz-id",
    ipVersion: 4,
    cidr: "10.96.32.0/24",
    subnetpoolId: "pool-4",
    gatewayIp: "10.96.32.1",
    enableDhcp: true,
    allocationPools: [{ start: "10.96.32.128", end: "10.96.32.254" }],
    dnsNameservers: ["192.0.2.53"],
    tags: ["agency:stttt", "zone:dmz"],
  });
});

test("v6-only: nothing of IPv4 is made, even when the plan has it", async () => {
  const { resources, result } = await make({ ...both, mode: "v6-only" });
  expect(ofType(resources, "Subnet").map(({ inputs }) => inputs["ipVersion"])).toEqual([6]);
  expect(ofType(resources, "RouterInterface").map(({ name }) => name)).toEqual(["dmz-ipv6-gateway"]);
  expect(JSON.stringify(resources)).not.toContain("10.96.");
  expect(result).toEqual({
    networkId: "dmz-id",
    ipv4SubnetId: undefined,
    ipv6SubnetId: "dmz-ipv6-id",
    ipv6AddressMode: "dhcpv6-stateful",
  });
});

test("v6-preferred: IPv4 only where it is given", async () => {
  const { ipv4: _, ...ipv6Alone } = both;
  const without = await make({ ...ipv6Alone, mode: "v6-preferred" });
  expect(ofType(without.resources, "Subnet").map(({ name }) => name)).toEqual(["dmz-ipv6"]);
  const given = await make({ ...both, mode: "v6-preferred" });
  expect(ofType(given.resources, "Subnet").map(({ name }) => name)).toEqual(["dmz-ipv4", "dmz-ipv6"]);
});

test("without a router no interface is made", async () => {
  const { resources } = await make({ ...both, routerId: undefined });
  expect(ofType(resources, "RouterInterface")).toEqual([]);
});

test("enabling IPv6 on an IPv4 network only adds resources, and changes none of the old ones (R1-13)", async () => {
  const { ipv6: _, ...ipv4Alone } = both;
  const before = await make({ ...ipv4Alone, legacyIpv4Only: { reason: "IPv6 follows in phase 2" } });
  const after = await make(both);
  const afterByUrn = new Map(after.resources.map((resource) => [resource.urn, resource]));
  for (const old of before.resources) expect(afterByUrn.get(old.urn)).toEqual(old);
  const added = after.resources.filter(({ urn }) => !before.resources.some((old) => old.urn === urn));
  expect(added.map(({ name }) => name)).toEqual(["dmz-ipv6-gateway", "dmz-ipv6"]);
});

test("renumbering a subnet changes no URN", async () => {
  const before = await make(both);
  const after = await make({
    ...both,
    ipv6: { cidr: "2001:db8:41:2000::/64", gateway: "2001:db8:41:2000::1" },
  });
  expect(after.resources.map(({ urn }) => urn)).toEqual(before.resources.map(({ urn }) => urn));
});

test("the address mode of a user network is SLAAC when asked for", async () => {
  const { resources, result } = await make({ ...both, ipv6: { ...both.ipv6!, addressMode: "slaac" } });
  const { inputs } = theOne(resources, "Subnet", "dmz-ipv6");
  expect([inputs["ipv6AddressMode"], inputs["ipv6RaMode"]]).toEqual(["slaac", "slaac"]);
  expect(result.ipv6AddressMode).toBe("slaac");
});

test("an MTU below 1280 is refused", async () => {
  await expect(make({ ...both, mtu: 1200 })).rejects.toThrow(/mtu 1200 is below 1280/);
});
