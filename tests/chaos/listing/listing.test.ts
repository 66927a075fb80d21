import { expect, test } from "vitest";
import { differences, normalised, type RawListing } from "./listing.ts";

let ids = 0;
const id = (): string => `${String((ids += 1)).padStart(8, "0")}-0000-4000-8000-000000000000`;

/** A cloud as one bringing-up leaves it; ids, addresses from pools, MACs and order differ each time. */
function brought(): Record<string, Record<string, unknown>[]> {
  const [project, external, inner, group, web, port] = [id().replaceAll("-", ""), id(), id(), id(), id(), id()];
  const networks = [
    {
      id: inner,
      name: "dmz",
      project_id: project,
      status: ids % 2 === 0 ? "ACTIVE" : "DOWN",
      tags: ["b", "a"],
      "provider:segmentation_id": ids,
    },
    { id: external, name: "internet", "router:external": true, created_at: `at ${ids}` },
  ];
  return {
    projects: [{ id: project, name: "15061", enabled: true }],
    networks: ids % 2 === 0 ? networks : networks.toReversed(),
    subnets: [
      {
        id: id(),
        name: "dmz",
        network_id: inner,
        cidr: "10.0.0.0/24",
        dns_nameservers: ["198.51.100.53", "198.51.100.54"],
      },
      { id: id(), name: "internet", network_id: external, cidr: "203.0.113.0/24", gateway_ip: "203.0.113.1" },
    ],
    floatingips: [
      {
        id: id(),
        floating_ip_address: `203.0.113.${ids}`,
        fixed_ip_address: "10.0.0.5",
        port_id: port,
        project_id: project,
      },
    ],
    ports: [
      { id: port, name: "web", device_id: web, mac_address: `mac ${ids}`, fixed_ips: [{ ip_address: "10.0.0.5" }] },
      {
        id: id(),
        name: "",
        device_owner: "network:distributed",
        device_id: `ovnmeta-${inner}`,
        fixed_ips: [{ ip_address: `10.0.0.${ids}` }],
      },
    ],
    servers: [{ id: web, name: "web", status: "ACTIVE", hostId: `${ids}`, "OS-EXT-SRV-ATTR:user_data": "I2Nsb3Vk" }],
    security_groups: [{ id: group, name: "web", project_id: project, security_group_rules: [{ id: id() }] }],
    security_group_rules: [
      { id: id(), security_group_id: group, protocol: "tcp", port_range_min: 80, remote_group_id: null },
      { id: id(), security_group_id: group, protocol: "tcp", port_range_min: 443, remote_group_id: group },
    ],
  };
}
const listing = (raw: RawListing = brought()) => normalised(raw);

test("two bringings-up of the same have the same listing", () => {
  const one = listing();
  expect(listing()).toEqual(one);
  expect(differences(one, listing())).toEqual([]);
  expect(JSON.stringify(one)).not.toMatch(/0000-4000|gone|mac /);
});

test("what hangs on something is told by its name, and what hangs on nothing is seen", () => {
  expect(listing()["floatingips"]).toEqual([
    JSON.stringify({
      fixed_ip_address: "10.0.0.5",
      floating_ip_address: "<external>",
      port_id: "<ports web>",
      project_id: "<projects 15061>",
    }),
  ]);
  const orphan = brought();
  orphan["projects"] = [];
  expect(differences(listing(), listing(orphan)).map(({ what, kind }) => `${what} ${kind}`)).toContain("lost projects");
  expect(listing(orphan)["security_groups"]?.[0]).toContain("<gone>");
});

test("what Neutron made by itself for a project and keeps of one that is gone is a difference", () => {
  const cloud = brought();
  const group = id();
  cloud["security_groups"]!.push({ id: group, name: "default", project_id: "gone" });
  cloud["security_group_rules"]!.push({ id: id(), security_group_id: group, belongs_to_default_sg: true });
  cloud["network_quotas"] = [{ project_id: "gone", port: 34 }];
  const found = differences(listing(), listing(cloud)).map(({ what, kind }) => `${what} ${kind}`);
  expect(found).toEqual(["extra security_groups", "extra security_group_rules", "extra network_quotas"]);
  const service = id();
  const owned = {
    projects: [{ id: service, name: "service" }],
    security_groups: [{ id: id(), name: "default", project_id: service }],
  };
  expect(normalised(owned)["security_groups"]).toEqual([]);
  expect(normalised({ servers: [{ id: id(), name: "web-1", status: "DELETED" }] })["servers"]).toEqual([]);
});

test.each<[string, (cloud: Record<string, Record<string, unknown>[]>) => void, string]>([
  [
    "a rule that is there twice",
    (c) => c["security_group_rules"]!.push({ ...c["security_group_rules"]![0], id: id() }),
    "doubled security_group_rules",
  ],
  ["a lost rule", (c) => c["security_group_rules"]!.pop(), "lost security_group_rules"],
  ["a network more", (c) => c["networks"]!.push({ id: id(), name: "stray", project_id: null }), "extra networks"],
  [
    "a network that is there twice",
    (c) => c["networks"]!.push({ ...c["networks"]!.find(({ name }) => name === "dmz"), id: id() }),
    "doubled networks",
  ],
  [
    "a server in ERROR",
    (c) => (c["servers"]![0]!["status"] = "ERROR"),
    'changed servers web: status "ACTIVE" is "ERROR"',
  ],
  [
    "user data that is not the plan's",
    (c) => (c["servers"]![0]!["OS-EXT-SRV-ATTR:user_data"] = "eA=="),
    "changed servers",
  ],
  ["another fixed address", (c) => (c["ports"]![0]!["fixed_ips"] = [{ ip_address: "10.0.0.6" }]), "changed ports"],
  [
    "resolvers in another order",
    (c) => (c["subnets"]![0]!["dns_nameservers"] = ["198.51.100.54", "198.51.100.53"]),
    "changed subnets",
  ],
  [
    "a tag less",
    (c) => (c["networks"]!.find(({ name }) => name === "dmz")!["tags"] as string[]).pop(),
    "changed networks dmz: tags",
  ],
  ["a floating address that leads nowhere", (c) => (c["floatingips"]![0]!["port_id"] = null), "lost floatingips"],
])("%s is a difference", (_, change, told) => {
  const cloud = brought();
  change(cloud);
  const found = differences(listing(), listing(cloud)).map(({ what, kind, text }) => `${what} ${kind} ${text}`);
  expect(found.some((line) => line.startsWith(told))).toBe(true);
});
