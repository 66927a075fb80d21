import { expect, test } from "vitest";
import { sampleContent, samplePlanOfStack, sampleReader, type CloudContent } from "../testing/sample-network.ts";
import { protocolName, portsText } from "./configured-network.ts";
import { configurationDifferences } from "./configured-rules.ts";
import { foundNetwork } from "./found-network.ts";
import { plannedNetwork } from "./planned-network.ts";
import { boundaryDifferences } from "./project-boundary.ts";
import { readProject } from "./project-content.ts";

type Entry = Record<string, unknown>;

/** The findings of a cloud in which one thing was changed by hand, as `check message`. */
async function findings(change: (content: CloudContent) => void = () => {}): Promise<string[]> {
  const content = sampleContent("stttt");
  change(content);
  const project = await readProject(sampleReader([content]), "project-of-stttt", "agency:stttt");
  return [
    ...configurationDifferences("stttt", plannedNetwork(samplePlanOfStack("stttt")), foundNetwork(project)),
    ...boundaryDifferences("stttt", "project-of-stttt", project),
  ].map(({ policy, message }) => `${policy} ${message.replace(/\. (npx province up|A refresh) .*/, "")}`);
}

const first = (content: CloudContent, collection: string): Entry => content[collection]?.[0] ?? {};
const rulesOf = (content: CloudContent): Entry[] =>
  first(content, "security-groups")["security_group_rules"] as Entry[];
const own = { project_id: "project-of-stttt", tags: ["agency:stttt"] };

test("a cloud as planned has no difference", async () => {
  expect(await findings()).toEqual([]);
});

test("what is compared is there at all", () => {
  const network = plannedNetwork(samplePlanOfStack("stttt"));
  expect(network.rules).toHaveLength(3);
  expect(network.ports).toEqual([
    {
      name: "stttt-web-1",
      network: "stttt-dmz",
      addresses: ["192.0.2.2", "2001:db8::10:2"],
      groups: ["stttt-dmz"],
      portSecurity: true,
      addressPairs: [],
      enabled: true,
    },
  ]);
  expect(network.subnets.map(({ cidr }) => cidr)).toEqual(["192.0.2.0/24", "2001:db8::/64"]);
});

test("a rule added by hand is named with its properties", async () => {
  const added = {
    direction: "ingress",
    ethertype: "IPv6",
    protocol: "tcp",
    port_range_min: 61000,
    port_range_max: 61010,
    remote_ip_prefix: "2001:db8:bad::/48",
  };
  expect(await findings((content) => rulesOf(content).push(added))).toEqual([
    "VER-12 stttt: rule of security group stttt-dmz: ingress IPv6 tcp 61000-61010 from 2001:db8:bad::/48 is there and not planned",
  ]);
});

test("a rule removed by hand is named", async () => {
  expect(await findings((content) => rulesOf(content).splice(0, 1))).toEqual([
    "VER-12 stttt: rule of security group stttt-dmz: ingress IPv4 tcp 443 from anywhere is planned and not there",
  ]);
});

test("a rule changed by hand is one added and one removed", async () => {
  const found = await findings((content) => {
    const rule = rulesOf(content)[1];
    if (rule !== undefined) rule["remote_ip_prefix"] = "2001:db8:1::/48";
  });
  expect(found).toEqual([
    "VER-12 stttt: rule of security group stttt-dmz: ingress IPv6 tcp 443 from 2001:db8:1::/48 is there and not planned",
    "VER-12 stttt: rule of security group stttt-dmz: ingress IPv6 tcp 443 from anywhere is planned and not there",
  ]);
});

test("a rule for everything, written without a prefix, is seen", async () => {
  const open = { direction: "ingress", ethertype: "IPv4", protocol: null, port_range_min: null, port_range_max: null };
  expect(await findings((content) => rulesOf(content).push(open))).toEqual([
    "VER-12 stttt: rule of security group stttt-dmz: ingress IPv4 any any from anywhere is there and not planned",
  ]);
});

test("a security group, network or subnet of somebody else's making is seen", async () => {
  const found = await findings((content) => {
    content["security-groups"]?.push({ ...own, id: "g", name: "by-hand", security_group_rules: [] });
    content["networks"]?.push({ ...own, id: "n", name: "by-hand", mtu: 1442 });
  });
  expect(found).toEqual([
    "VER-13 stttt: network by-hand is there and not planned",
    "VER-12 stttt: security group by-hand is there and not planned",
  ]);
});

test.each([
  ["cidr", "cidr", "2001:db8:1::/64", "cidr 2001:db8:1::/64; planned is 2001:db8::/64"],
  ["gateway", "gateway_ip", "2001:db8::2", "gateway 2001:db8::2; planned is 2001:db8::1"],
  ["resolvers", "dns_nameservers", [], "resolvers none; planned is 2001:db8:cafe::53"],
  ["RA mode", "ipv6_ra_mode", "slaac", "IPv6 RA mode slaac; planned is dhcpv6-stateful"],
  ["DHCP", "enable_dhcp", false, "DHCP false; planned is true"],
])("a subnet's %s changed by hand is named", async (_what, key, value, text) => {
  const found = await findings((content) => {
    const subnet = content["subnets"]?.[1];
    if (subnet !== undefined) subnet[key] = value;
  });
  expect(found).toEqual([`VER-13 stttt: subnet stttt-dmz-ipv6 has ${text}`]);
});

test.each([
  [
    "addresses",
    "fixed_ips",
    [{ ip_address: "192.0.2.2" }],
    "addresses 192.0.2.2; planned is 192.0.2.2, 2001:db8::10:2",
  ],
  ["groups", "security_groups", ["default-stttt"], "security groups default; planned is stttt-dmz"],
  ["port security", "port_security_enabled", false, "port security false; planned is true"],
  ["address pairs", "allowed_address_pairs", [{ ip_address: "::/0" }], "allowed address pairs ::/0; planned is none"],
])("a port's %s changed by hand are named", async (_what, key, value, text) => {
  const found = await findings((content) => {
    first(content, "ports")[key] = value;
  });
  expect(found).toEqual([`VER-14 stttt: port stttt-web-1 has ${text}`]);
});

test("a port switched off, a router detached, a static route and a share are seen", async () => {
  const changes: [string, (content: CloudContent) => void][] = [
    [
      "VER-14 stttt: port stttt-web-1 has admin state down; planned is up",
      (c) => (first(c, "ports")["admin_state_up"] = false),
    ],
    [
      "VER-13 stttt: router interface in subnet stttt-dmz-ipv6 is planned and not there",
      (c) => c["ports"]?.splice(1, 1),
    ],
    [
      "VER-13 stttt: static route 10.200.0.0/24 by 192.0.2.9 on router stttt is there and not planned",
      (c) => (first(c, "routers")["routes"] = [{ destination: "10.200.0.0/24", nexthop: "192.0.2.9" }]),
    ],
    [
      "VER-13 stttt: opening to others: network stttt-dmz, access_as_shared for project other is there and not planned",
      (c) =>
        c["rbac-policies"]?.push({
          object_type: "network",
          object_id: "net-stttt-dmz",
          action: "access_as_shared",
          target_tenant: "other",
        }),
    ],
  ];
  for (const [text, change] of changes) expect(await findings(change)).toEqual([text]);
});

test("the advice fits: what is missing is restored, what is too many is removed, what no refresh sees is set back", async () => {
  const messages = async (change: (content: CloudContent) => void): Promise<string[]> => {
    const content = sampleContent("stttt");
    change(content);
    const project = await readProject(sampleReader([content]), "project-of-stttt", "agency:stttt");
    return configurationDifferences("stttt", plannedNetwork(samplePlanOfStack("stttt")), foundNetwork(project)).map(
      ({ message }) => message,
    );
  };
  expect(await messages((content) => rulesOf(content).splice(0, 1))).toEqual([
    expect.stringMatching(/not there\. npx province up stttt --refresh restores/),
  ]);
  expect(await messages((content) => content["networks"]?.push({ ...own, id: "n", name: "by-hand" }))).toEqual([
    expect.stringMatching(
      /not planned\. npx province up stttt removes what was in the YAML before; all else goes by hand/,
    ),
  ]);
  expect(await messages((content) => (first(content, "ports")["fixed_ips"] = []))).toEqual([
    expect.stringMatching(/A refresh does not see it: set it back by hand/),
  ]);
});

test("a floating address moved away is seen", async () => {
  const found = await findings((content) => {
    first(content, "floatingips")["port_id"] = null;
  });
  expect(found).toEqual([
    "VER-14 stttt: floating address for port none is there and not planned",
    "VER-14 stttt: floating address for port stttt-web-1 is planned and not there",
  ]);
});

test("a resource with the agency's tag in another project is seen", async () => {
  const found = await findings((content) =>
    content["servers"]?.push({ id: "s", name: "stray", tenant_id: "project-of-admin", tags: ["agency:stttt"] }),
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^VER-15 server stray \(s\) carries tag agency:stttt and lies in project project-of-admin/);
});

test("a resource in the agency's project without its tag is seen, Neutron's own excepted", async () => {
  const found = await findings((content) =>
    content["routers"]?.push({ id: "r", name: "by-hand", project_id: "project-of-stttt", tags: [] }),
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^VER-15 router by-hand \(r\) lies in the project of stttt and lacks the tag agency:stttt/);
});

test("Neutron's several ways of writing one thing are one", () => {
  expect([protocolName(58, "IPv6"), protocolName("icmp", "IPv6"), protocolName("icmpv6", "IPv6")]).toEqual(
    Array(3).fill("ipv6-icmp"),
  );
  expect([protocolName(null, "IPv4"), protocolName("any", "IPv4")]).toEqual(["any", "any"]);
  expect([portsText("tcp", 80, 80), portsText("udp", 8000, 8010), portsText("tcp", null, null)]).toEqual([
    "80",
    "8000-8010",
    "any",
  ]);
  // The provider sends no code where it is 0, and Neutron then keeps none.
  expect(portsText("ipv6-icmp", 128, 0)).toBe(portsText("ipv6-icmp", 128, null));
  expect(portsText("icmp", 3, 4)).toBe("type 3 code 4");
});
