import { expect, test } from "vitest";
import { UNKNOWN_VALUE } from "./compare.ts";
import { type Kind, kinds, kindToFind } from "./kind.ts";
import { inputsFrom, isIdentifiable, match } from "./match.ts";

function kindOf(type: string): Kind {
  const kind = kindToFind(`openstack:${type}`);
  if (kind === undefined) throw new Error(`no kind ${type}`);
  return kind;
}
const [rule, network, group, port] = [
  kindOf("networking/secGroupRule:SecGroupRule"),
  kindOf("networking/network:Network"),
  kindOf("networking/secGroup:SecGroup"),
  kindOf("networking/port:Port"),
];

test("what a kind refers to is in the table, and what identifies it can be compared", () => {
  for (const [type, kind] of kinds) {
    if ("idempotent" in kind) continue;
    for (const input of [...kind.identity, ...(kind.where ?? [])]) expect(kind.fields, type).toHaveProperty(input);
    for (const { refers } of Object.values(kind.fields))
      if (refers !== undefined) expect(kinds.has(refers), refers).toBe(true);
  }
});

test("a rule of ICMP whose code is 0 is the one that Neutron keeps without a code (F1)", () => {
  const asked = {
    securityGroupId: "g",
    direction: "ingress",
    ethertype: "IPv6",
    protocol: "ipv6-icmp",
    portRangeMin: 128,
    portRangeMax: 0,
  };
  const stored = {
    id: "r",
    project_id: "agency",
    security_group_id: "g",
    direction: "ingress",
    ethertype: "IPv6",
    protocol: "icmpv6",
    port_range_min: 128,
    port_range_max: null,
    remote_ip_prefix: null,
    description: "",
  };
  expect(match(rule, asked, stored, "agency").is).toBe("equal");
  expect(match(rule, asked, { ...stored, port_range_min: 135 }, "agency").is).toBe("another");
  expect(match(rule, asked, { ...stored, remote_ip_prefix: "2001:db8::/32" }, "agency").is).toBe("another");
});

test("a pool lies in the project that its projectId names, whatever the session's is (F3)", () => {
  const pool = kindOf("networking/subnetPool:SubnetPool");
  const asked = { name: "stttt-ipv6", projectId: "agency", prefixes: ["3FFF:38:60:0::/48"], defaultPrefixlen: 64 };
  const stored = {
    id: "p",
    name: "stttt-ipv6",
    project_id: "agency",
    prefixes: ["3fff:38:60::/48"],
    default_prefixlen: "64",
  };
  expect(match(pool, asked, stored, "agency").is).toBe("equal");
  expect(match(pool, asked, { ...stored, project_id: "other" }, "agency").is).toBe("another");
});

test("times say nothing: clocks differ (F15)", () => {
  const stored = { id: "n", name: "web", project_id: "p", created_at: "1999-01-01T00:00:00Z", admin_state_up: true };
  expect(match(network, { name: "web" }, stored, "p").is).toBe("equal");
});

test("what has the name and is something else is said with what differs", () => {
  const stored = { id: "n", name: "web", project_id: "p", admin_state_up: true, mtu: 1442, tags: ["agency:stttt"] };
  expect(match(network, { name: "web", mtu: 1500, tags: ["agency:stttt"] }, stored, "p")).toEqual({
    is: "different",
    differences: [{ input: "mtu", asked: 1500, found: 1442 }],
  });
  expect(match(network, { name: "web", tags: ["agency:stttt"] }, { ...stored, tags: ["by:hand"] }, "p").is).toBe(
    "different",
  );
});

test("what has no tags yet is half-made, and an update makes up for it", () => {
  const stored = { id: "n", name: "web", project_id: "p", admin_state_up: true, tags: [] };
  expect(match(network, { name: "web", tags: ["agency:stttt"] }, stored, "p")).toMatchObject({
    is: "half-made",
    missing: ["tags"],
  });
});

test("a group that still has the cloud's own rules is half-made, and nothing makes up for it (F9)", () => {
  const stored = { id: "g", name: "web", project_id: "p", security_group_rules: [{ direction: "egress" }], tags: [] };
  const asked = { name: "web", deleteDefaultRules: true, tags: ["agency:stttt"] };
  expect(match(group, asked, stored, "p")).toMatchObject({ is: "half-made", missing: [] });
  expect(match(group, { name: "web" }, stored, "p").is).toBe("equal");
  const used = [{ direction: "egress" }, { direction: "ingress", protocol: "tcp" }];
  expect(match(group, asked, { ...stored, security_group_rules: used }, "p")).toMatchObject({ missing: ["tags"] });
});

test("an image that nobody fills any more and a server in ERROR are half-made, a server in BUILD is waited for", () => {
  const image = kindOf("images/image:Image");
  expect(match(image, { name: "debian" }, { id: "i", name: "debian", owner: "p", status: "queued" }, "p").is).toBe(
    "half-made",
  );
  const server = kindOf("compute/instance:Instance");
  expect(match(server, { name: "web-1" }, { id: "s", name: "web-1", tenant_id: "p", status: "ERROR" }, "p").is).toBe(
    "half-made",
  );
  expect(match(server, { name: "web-1" }, { id: "s", name: "web-1", tenant_id: "p", status: "BUILD" }, "p").is).toBe(
    "in the making",
  );
});

test("what hangs on something that is not there yet is not looked for", () => {
  expect(isIdentifiable(port, { name: "web-1", networkId: UNKNOWN_VALUE })).toBe(false);
  expect(isIdentifiable(port, { name: "web-1", networkId: "n" })).toBe(true);
  expect(isIdentifiable(port, { networkId: "n" })).toBe(false);
});

test("what was not known is taken from what was found", () => {
  const asked = {
    name: "web-1",
    networkId: "n",
    fixedIps: [{ subnetId: UNKNOWN_VALUE, ipAddress: "2001:DB8::10" }],
    securityGroupIds: [UNKNOWN_VALUE],
    dnsName: UNKNOWN_VALUE,
  };
  const stored = {
    name: "web-1",
    network_id: "n",
    fixed_ips: [
      { subnet_id: "v4", ip_address: "192.0.2.1" },
      { subnet_id: "v6", ip_address: "2001:db8::10" },
    ],
    security_groups: ["g"],
  };
  expect(inputsFrom(port, asked, stored)).toEqual({
    name: "web-1",
    networkId: "n",
    fixedIps: [{ subnetId: "v6", ipAddress: "2001:DB8::10" }],
    securityGroupIds: ["g"],
  });
});
