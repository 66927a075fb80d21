import { expect, test } from "vitest";
import {
  AddressPools,
  DualStackNetwork,
  ExternalNetwork,
  SecurityGroup,
  ServerFlavor,
  ServerGroup,
  ServerTemplate,
  TenantProject,
} from "./index.ts";
import { recordResources } from "./testing/record-resources.ts";

const network = {
  networkId: "net",
  ipv4SubnetId: "subnet-4",
  ipv6SubnetId: "subnet-6",
  ipv6AddressMode: "dhcpv6-stateful",
} as const;
const model = { imageId: "image", flavorId: "flavor" };
const ssh = { name: "ssh", ports: [{ protocol: "tcp", port: 22 }] } as const;
const addresses = { ipv4: "192.0.2.5", ipv6: "2001:db8::5" };

/** Components with several faults each: what is said of them, in the order of the arguments. */
const faulty: Record<string, [make: () => unknown, faults: string[]]> = {
  AddressPools: [
    () => new AddressPools("p", { ipv4: { prefixes: ["2001:db8::/48"] }, ipv6: { prefixes: ["2001:db8::/65"] } }),
    [
      "ipv4.prefixes has '2001:db8::/48', which is no IPv4 prefix",
      "ipv6.prefixes has '2001:db8::/65', which is too small to hold a /64",
    ],
  ],
  DualStackNetwork: [
    () =>
      new DualStackNetwork("n", {
        mtu: 1000,
        dnsDomain: "example.org",
        ipv4: { cidr: "192.0.2.0/24", gateway: "192.0.2.0" },
        ipv6: { cidr: "2001:db8::/48", gateway: "2001:db8:1::1", addressMode: "static" as never },
      }),
    [
      "mtu 1000 is below 1280, the least that IPv6 works with (RFC 8200 section 5)",
      "dnsDomain 'example.org' has no dot at its end, which Neutron wants: 'example.org.'",
      "ipv4.gateway '192.0.2.0' is the first or the last address of 192.0.2.0/24, which no host may have",
      "ipv6.cidr '2001:db8::/48' is a /48: SLAAC and DHCPv6 subnets are /64 (RFC 4291)",
      "ipv6.addressMode 'static' is none of slaac, dhcpv6-stateless, dhcpv6-stateful",
      "ipv6.gateway '2001:db8:1::1' does not lie in 2001:db8::/48",
    ],
  ],
  ExternalNetwork: [
    () =>
      new ExternalNetwork("e", {
        physicalNetwork: "",
        segmentationId: 5000,
        mtu: 1500.5,
        ipv4: { cidr: "192.0.2.0/24", gateway: "198.51.100.1" },
        ipv6: { cidr: "2001:db8::/64", gateway: "2001:db8::1" },
      }),
    [
      "physicalNetwork is empty: give Neutron's name of the physical network",
      "segmentationId belongs to networkType 'vlan', and 'vlan' needs it",
      "segmentationId 5000 is no VLAN id: wanted 1 to 4094 (IEEE 802.1Q)",
      "mtu is 1500.5: wanted a whole number",
      "ipv4.gateway '198.51.100.1' does not lie in 192.0.2.0/24",
    ],
  ],
  SecurityGroup: [
    () =>
      new SecurityGroup("g", {
        rules: [
          { direction: "ingress", peer: { kind: "group", name: "app", id: "one" }, services: [ssh] },
          { direction: "ingress", peer: { kind: "group", name: "app", id: "two" }, services: [ssh] },
          {
            direction: "ingress",
            peer: { kind: "prefixes", name: "office", ipv4: "192.0.2.0/24" },
            services: [{ name: "half", ports: [{ protocol: "tcp", port: 80.5 }] }],
          },
        ],
      }),
    [
      "peer group 'app' has two ids: give the second group a name of its own",
      "peer 'office' has no ipv6 prefix: both families must be let through alike, give it",
      "service 'half' has ports 80.5 to 80.5: wanted 1 <= port <= portTo <= 65535, whole numbers",
    ],
  ],
  ServerFlavor: [
    () => new ServerFlavor("f", { vcpus: 0, ramMb: 0.5, diskGb: 0 }),
    [
      "vcpus is 0: wanted a whole number from 1 up",
      "ramMb is 0.5: wanted a whole number from 1 up",
      "diskGb 0: Nova refuses image-booted servers of ordinary users on a flavor without a disk; give at least 1",
    ],
  ],
  ServerGroup: [
    () =>
      new ServerGroup("s", {
        model: { ...model, dataVolumeGb: 0 },
        network,
        securityGroupIds: [],
        replicas: [
          { number: 0, addresses },
          { number: 1, addresses: { ipv4: "192.0.2.5" } },
          { number: 1, addresses: { ipv4: "x", ipv6: "2001:db8::6" } },
        ],
      }),
    [
      "securityGroupIds is empty, and Neutron would take the project's default group",
      "model.dataVolumeGb is 0: wanted a whole number from 1 up",
      "replica number 0 is no whole number from 1 up",
      "replica 1: ipv6 address is missing: give the one of the address plan",
      "replica 1: address 192.0.2.5 is replica 0's already",
      "replica number 1 is used twice",
      "replica 1: ipv4 address 'x' is no IPv4 address",
    ],
  ],
  ServerTemplate: [
    () => new ServerTemplate("s", { model, network, securityGroupIds: [], addresses: { ipv4: "192.0.2.5" } }),
    [
      "securityGroupIds is empty, and Neutron would take the project's default group",
      "ipv6 address is missing: give the one of the address plan",
    ],
  ],
  TenantProject: [
    () =>
      new TenantProject("p", {
        quotas: { instances: -1, cores: 1.5, ramMb: 1024, networks: 1, floatingIps: 0 },
        roleIds: {},
      }),
    [
      "roleIds is empty: the deployer could do nothing; give 'member'",
      "quotas.instances is -1: wanted a whole number from 0 up",
      "quotas.cores is 1.5: wanted a whole number from 0 up",
    ],
  ],
};

test.each(Object.entries(faulty))(
  "%s names all its faults at once, before it makes anything",
  async (_, [make, faults]) => {
    let message = "";
    const { resources } = await recordResources(() => {
      try {
        make();
      } catch (error) {
        message = error instanceof Error ? error.message : "";
      }
    });
    expect(message.split("\n  - ").slice(1)).toEqual(faults);
    expect(resources).toEqual([]);
  },
);

test.each([
  ["DualStackNetwork 'n'", () => new DualStackNetwork("n", { mode: "v4" as never })],
  ["SecurityGroup 'g'", () => new SecurityGroup("g", { mode: "v4" as never, rules: [] })],
  [
    "Server 's'",
    () => new ServerTemplate("s", { mode: "v4" as never, model, network, securityGroupIds: ["g"], addresses }),
  ],
])("%s says which modes there are", async (subject, make) => {
  await expect(recordResources(() => void make())).rejects.toThrow(
    `${subject}:\n  - mode 'v4' is none of dual, v6-preferred, v6-only`,
  );
});
