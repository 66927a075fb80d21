import { expect, test } from "vitest";
import {
  sampleAssignment,
  sampleContent,
  samplePlans,
  sampleReader,
  sampleShared,
  type CloudContent,
} from "../testing/sample-network.ts";
import { sampleDeployed, sampleRepository, sampleTenants } from "../testing/sample-world.ts";
import { ruleOf, ruleText } from "./configured-rule.ts";
import { plannedAgency } from "./planned-configuration.ts";
import { verifyConfiguration, type ConfigurationResult } from "./verify-configuration.ts";

type Entry = Record<string, unknown>;

/** The comparison of a cloud in which one thing was changed by hand with the plan. */
function compared(
  change: (content: CloudContent) => void = () => {},
  others: CloudContent = {},
): Promise<ConfigurationResult> {
  const content = sampleContent("stttt");
  const shared = { ...sampleShared(), ...others };
  change(content);
  const tenants = sampleTenants();
  const deployed = sampleDeployed(tenants)["stttt"]!;
  const { "web-1": web } = deployed.servers;
  return verifyConfiguration({
    repository: sampleRepository(tenants),
    agencies: ["stttt"],
    deployed: { stttt: { ...deployed, servers: web === undefined ? {} : { "web-1": web } } },
    environment: {},
    required: true,
    openCloud: async () => sampleReader([shared, content]),
    previewStacks: async (stacks) => samplePlans(stacks),
  }).result;
}

/** The findings of such a cloud, as `check message`, without what to do. */
async function findings(change?: (content: CloudContent) => void): Promise<string[]> {
  const { findings: found } = await compared(change);
  return found.map(({ policy, message }) => `${policy} ${message.en.replace(ADVICE, "")}`);
}

const ADVICE = /\. (npx province up|Neither|Only|Find out|Look) .*/;

/** What a repair sends after such a change: method, path, body. */
async function repair(change: (content: CloudContent) => void): Promise<string[]> {
  const { mends } = await compared(change);
  return mends.map(({ method, path, body }) => [method, path, JSON.stringify(body)].join(" "));
}

const first = (content: CloudContent, collection: string): Entry => content[collection]?.[0] ?? {};
const rulesOf = (content: CloudContent): Entry[] =>
  first(content, "security-groups")["security_group_rules"] as Entry[];
const own = { project_id: "project-of-stttt", tags: ["agency:stttt"] };

test("a cloud as planned has no difference", async () => {
  expect(await findings()).toEqual([]);
});

test("what is compared is there at all", () => {
  const network = plannedAgency("stttt", samplePlans(["project-stttt", "stttt"]));
  expect(network.rules).toHaveLength(3);
  const { port, subnet, router } = network.resources;
  expect(port).toMatchObject([{ name: "stttt-web-1", network_id: "stttt-dmz", security_groups: ["stttt-dmz"] }]);
  expect(subnet.map(({ cidr }) => cidr)).toEqual(["192.0.2.0/24", "2001:db8::/64"]);
  expect(router).toMatchObject([{ name: "stttt", external_gateway_info: { enable_snat: false } }]);
  expect(network.governance).toMatchObject({
    quotas: { network: { security_group_rule: 900 }, compute: { key_pairs: 10 } },
    assignments: [{ subject: "user deploy-stttt", role: "member" }],
  });
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
      "VER-13 stttt: router stttt has static routes 10.200.0.0/24 by 192.0.2.9; planned is none",
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

test("the advice fits: what a request or the engine puts back, what goes by hand, what nothing puts back", async () => {
  const advice = async (change: (content: CloudContent) => void): Promise<string> =>
    (await compared(change)).findings.map(({ message }) => message.en).join("\n");
  expect(await advice((content) => rulesOf(content).splice(0, 1))).toMatch(
    /not there\. npx province up stttt --repair puts it back; or put it into the YAML/,
  );
  const rule = { id: "r1", direction: "ingress", ethertype: "IPv4", protocol: "tcp" };
  expect(await advice((content) => rulesOf(content).push(rule))).toContain("--repair takes it away");
  expect(await advice((content) => content["networks"]?.push({ ...own, id: "n", name: "by-hand" }))).toContain(
    "all else goes by hand (openstack network delete n)",
  );
  expect(await advice((content) => (first(content, "subnetpools")["prefixes"] = ["2001:db8::/40"]))).toContain(
    "Neither a refresh nor a repair puts it back",
  );
});

test.each<[string, string, Entry, string]>([
  ["networks", "MTU", { mtu: 1400 }, "VER-13 stttt: network stttt-dmz has MTU 1400; planned is 1442"],
  [
    "networks",
    "state",
    { admin_state_up: false },
    "VER-13 stttt: network stttt-dmz has admin state down; planned is up",
  ],
  [
    "networks",
    "port security",
    { port_security_enabled: false },
    "VER-13 stttt: network stttt-dmz has port security false; planned is true",
  ],
  [
    "subnets",
    "host routes",
    { host_routes: [{ destination: "192.0.2.0/24", nexthop: "192.0.2.9" }] },
    "VER-13 stttt: subnet stttt-dmz-ipv4 has host routes 192.0.2.0/24 by 192.0.2.9; planned is none",
  ],
  [
    "routers",
    "SNAT",
    { external_gateway_info: { network_id: "net-internet", enable_snat: true } },
    "VER-13 stttt: router stttt has SNAT true; planned is false",
  ],
  [
    "routers",
    "gateway",
    { external_gateway_info: null },
    "VER-13 stttt: router stttt has external network none; planned is internet",
  ],
  ["routers", "state", { admin_state_up: false }, "VER-13 stttt: router stttt has admin state down; planned is up"],
  [
    "servers",
    "flavor",
    { flavor: { id: "flavor-large" } },
    "VER-18 stttt: server stttt-web-1 has flavor large; planned is small",
  ],
  [
    "servers",
    "metadata",
    { metadata: { role: "web", zone: "dmz", by: "hand" } },
    "VER-18 stttt: server stttt-web-1 has metadata by=hand, role=web, zone=dmz; planned is role=web, zone=dmz",
  ],
  ["servers", "name", { name: "by-hand" }, "VER-18 stttt: server stttt-web-1 has name by-hand; planned is stttt-web-1"],
  ["servers", "key", { key_name: "mine" }, "VER-18 stttt: server stttt-web-1 has key pair mine; planned is none"],
  ["servers", "state", { status: "SHUTOFF" }, "VER-18 stttt: server stttt-web-1 is SHUTOFF"],
  [
    "servers",
    "fault",
    { status: "ERROR", fault: { code: 500, message: "No valid host was found." } },
    "VER-18 stttt: server stttt-web-1 is ERROR; Nova says: No valid host was found.",
  ],
  ["network_quotas", "quota", { network: 100 }, "VER-19 stttt: network quota network is 100; planned is 4"],
  ["compute_quotas", "quota", { key_pairs: -1 }, "VER-19 stttt: compute quota key_pairs is -1; planned is 10"],
  ["projects", "state", { enabled: false }, "VER-20 stttt: project stttt is switched off"],
  ["users", "state", { enabled: false }, "VER-20 stttt: the deployer deploy-stttt is switched off"],
  ["ports", "tags", { tags: [] }, "VER-15 stttt: port stttt-web-1 has tags none; planned is agency:stttt, zone:dmz"],
])("%s: a %s changed by hand is named", async (collection, _what, fields, text) => {
  expect(await findings((content) => Object.assign(first(content, collection), fields))).toEqual([text]);
});

test("the external network is compared with the platform's plan, and what else the operator has is his", async () => {
  const [external] = sampleShared()["networks"]!;
  const others = { id: "n", name: "operators-own", project_id: "project-of-admin", mtu: 1400 };
  expect(await findings((content) => content["networks"]?.push(others))).toEqual([]);
  const { findings: found, mends } = await compared(() => {}, { networks: [{ ...external, mtu: 1400 }] });
  expect(found.map(({ resource, message }) => `${resource} ${message.en}`)).toEqual([
    expect.stringMatching(
      /^platform\/internet platform: network internet has MTU 1400; planned is 1500\. npx province up --projects --repair puts/,
    ),
  ]);
  expect(mends.map(({ body }) => body)).toEqual([{ network: { mtu: 1500 } }]);
});

test("a server that was deleted is called that, once", async () => {
  expect(await findings((content) => content["servers"]?.splice(0, 1))).toEqual([
    "VER-18 stttt: server stttt-web-1 was deleted: the cloud has none of its id id-of-stttt-web-1",
  ]);
});

test("what is renamed is no loss and no addition, and links to it are not changed", async () => {
  const rename = (content: CloudContent): unknown => (first(content, "networks")["name"] = "by-hand");
  expect(await findings(rename)).toEqual(["VER-13 stttt: network stttt-dmz is called by-hand"]);
  expect(await repair(rename)).toEqual(['PUT /networks/net-stttt-dmz {"network":{"name":"stttt-dmz"}}']);
  // Without its tags nobody but the engine knows it: it must not be taken for somebody else's.
  const { findings: found } = await compared((content) =>
    Object.assign(first(content, "subnets"), { name: "by-hand", tags: [] }),
  );
  expect(found.map(({ message }) => message.en)).toContainEqual(
    expect.stringContaining(
      "(openstack subnet delete subnet4-stttt, unless it is stttt-dmz-ipv4 renamed, which --refresh undoes)",
    ),
  );
});

test("roles that the deployer lost or got, and those of others", async () => {
  const roles = (content: CloudContent): Entry[] => content["role_assignments"] ?? [];
  const lose = (content: CloudContent): unknown => roles(content).splice(0, 1);
  expect(await findings(lose)).toEqual(["VER-20 stttt: user deploy-stttt has not the role member in project stttt"]);
  expect(await repair(lose)).toEqual(["PUT /projects/project-of-stttt/users/user-of-stttt/roles/role-member "]);
  const more = (content: CloudContent): unknown =>
    roles(content).push(sampleAssignment("stttt", "manager", "elsewhere"));
  expect(await findings(more)).toEqual([
    "VER-20 stttt: user deploy-stttt has the role manager in project elsewhere, which is not planned",
  ]);
  expect(await repair(more)).toEqual(["DELETE /projects/elsewhere/users/user-of-stttt/roles/role-manager "]);
  const person = (content: CloudContent): unknown =>
    roles(content).push({
      ...sampleAssignment("stttt", "reader", "project-of-stttt"),
      user: { id: "user-of-lan", name: "lan" },
    });
  const { findings: found, mends } = await compared(person);
  expect(found.map(({ message }) => message.en)).toEqual([
    expect.stringContaining(
      "user lan has the role reader in project project-of-stttt, which is not planned. Find out who gave it, " +
        "and take it away: openstack role remove --project project-of-stttt --user user-of-lan reader",
    ),
  ]);
  // Of people it is for people to decide.
  expect(mends).toEqual([]);
});

test("a repair sets all of a thing by one request, in the API's own words", async () => {
  const sent = await repair((content) => {
    Object.assign(first(content, "ports"), { security_groups: [], port_security_enabled: false, fixed_ips: [] });
    first(content, "subnets")["host_routes"] = [{ destination: "192.0.2.0/24", nexthop: "192.0.2.9" }];
    first(content, "servers")["metadata"] = {};
    first(content, "routers")["tags"] = [];
    rulesOf(content).push({ id: "r1", direction: "ingress", ethertype: "IPv4", protocol: "tcp" });
    content["rbac-policies"]?.push({
      id: "p1",
      object_type: "network",
      object_id: "net-stttt-dmz",
      action: "access_as_shared",
      target_tenant: "*",
    });
  });
  expect(sent.toSorted()).toEqual([
    "DELETE /rbac-policies/p1 ",
    "DELETE /security-group-rules/r1 ",
    'PUT /ports/port-stttt {"port":{"fixed_ips":[{"ip_address":"192.0.2.2"},{"ip_address":"2001:db8::10:2"}],' +
      '"security_groups":["group-stttt"],"port_security_enabled":true}}',
    'PUT /routers/router-stttt/tags {"tags":["agency:stttt","zone:infra"]}',
    'PUT /servers/id-of-stttt-web-1/metadata {"metadata":{"role":"web","zone":"dmz"}}',
    'PUT /subnets/subnet4-stttt {"subnet":{"host_routes":[]}}',
  ]);
});

test("a project that only its operator may see is told as not tried", async () => {
  const { findings: found, notTried } = await compared((content) => (content["refused"] = [{ service: "identity" }]));
  expect(found).toEqual([]);
  expect(notTried.map(({ what }) => what.en)).toEqual(["the project of stttt, its quotas, and who works in it"]);
});

test("a port without the agency's tag is told whose it is", async () => {
  const port = {
    id: "p",
    name: "",
    project_id: "project-of-stttt",
    tags: [],
    fixed_ips: [],
    port_security_enabled: true,
  };
  const told = async (more: Entry): Promise<string> =>
    (await findings((content) => content["ports"]?.push({ ...port, ...more })))
      .filter((text) => text.startsWith("VER-15"))
      .join();
  expect(await told({ device_owner: "" })).toContain(
    "nothing uses it, and nobody's stack made it (openstack port delete p)",
  );
  expect(await told({ device_owner: "compute:nova", device_id: "id-of-stttt-web-1" })).toContain(
    "it is the port of server stttt-web-1",
  );
  expect(await told({ device_owner: "Octavia", device_id: "lb-1" })).toContain("it is in use by Octavia lb-1");
  for (const owner of ["network:dhcp", "network:ha_router_replicated_interface", "network:distributed"])
    expect(await told({ device_owner: owner })).toBe("");
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
  expect(found).toEqual([
    "VER-13 stttt: router by-hand is there and not planned",
    expect.stringMatching(/^VER-15 router by-hand \(r\) lies in the project of stttt and lacks the tag agency:stttt/),
  ]);
});

test("Neutron's several ways of writing one thing are one", () => {
  const told = (rule: Entry): string =>
    ruleText(ruleOf("dmz", { direction: "ingress", ethertype: "IPv6", ...rule }, String));
  const echo = { port_range_min: 128, port_range_max: null };
  expect([58, "icmp", "icmpv6", "ipv6-icmp"].map((protocol) => told({ protocol, ...echo }))).toEqual(
    Array(4).fill("ingress IPv6 ipv6-icmp type 128 from anywhere"),
  );
  // The provider sends no code where it is 0, and Neutron then keeps none.
  expect(told({ protocol: "icmpv6", ...echo, port_range_max: 0 })).toBe(told({ protocol: "icmpv6", ...echo }));
  expect(told({ ethertype: "IPv4", protocol: "icmp", port_range_min: 3, port_range_max: 4 })).toContain(
    "type 3 code 4",
  );
  expect([null, "any"].map((protocol) => told({ protocol }))).toEqual(
    Array(2).fill("ingress IPv6 any any from anywhere"),
  );
  const ports = (min: number | null, max: number | null): string =>
    told({ protocol: "udp", port_range_min: min, port_range_max: max });
  expect([ports(80, 80), ports(8000, 8010), ports(null, null)]).toEqual([
    "ingress IPv6 udp 80 from anywhere",
    "ingress IPv6 udp 8000-8010 from anywhere",
    "ingress IPv6 udp any from anywhere",
  ]);
  expect(told({ remote_ip_prefix: "2001:DB8:0::/48" })).toBe(told({ remote_ip_prefix: "2001:db8::/48" }));
});

test("what lets somebody into the project for longer than a password", async () => {
  const credential = (content: CloudContent): unknown =>
    (content["application_credentials"] = [{ id: "ac-1", name: "left-over", project_id: "project-of-stttt" }]);
  expect(await findings(credential)).toEqual([
    expect.stringMatching(/^VER-15 application credential left-over \(ac-1\) of user user-of-stttt lets somebody into/),
  ]);
});
