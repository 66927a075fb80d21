import { describe, expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { type PolicyContext, UNKNOWN } from "../../policy.ts";
import { INSTANCE, NETWORK, PORT, PORT_SEC_GROUP_ASSOCIATE, SUBNET, SEC_GROUP } from "../../resources/types.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant, rule, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { withStanding } from "../../testing/standing-group.ts";
import { familyParity as policy } from "./family-parity.ts";

const web = (...rules: Draft[]): Draft[] => [
  { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true } },
  ...rules,
];
const tcp = (port: number, more: Record<string, unknown>) => ({
  protocol: "tcp",
  portRangeMin: port,
  portRangeMax: port,
  ...more,
});
const v4 = (inputs: Record<string, unknown>, name = "rule-ipv4") => rule(name, { ethertype: "IPv4", ...inputs });
const v6 = (inputs: Record<string, unknown>, name = "rule-ipv6") => rule(name, { ethertype: "IPv6", ...inputs });
const names = (drafts: Draft[], context: PolicyContext = {}, view = preview) =>
  findings(policy, view(drafts), context).map((finding) => finding.resource.split("::").at(-1));

test("the compliant tenant passes", () => {
  for (const view of [preview, applied]) expect(messages(policy, view(compliantTenant()), tenantContext)).toEqual([]);
});

describe("one family alone", () => {
  test("IPv4 without IPv6 fails", () => {
    expect(messages(policy, preview(without(compliantTenant(), "https-ipv6")), tenantContext)).toEqual([
      'SecGroupRule "https-ipv4" of SecGroup "web" lets in tcp 443 from 0.0.0.0/0 over IPv4, but no IPv6 rule does; SEC-02 wants an IPv6 rule of the same direction, protocol, ports and peer. Fix: declare the flow once with SecurityGroup, or add the twin rule; where the prefixes of both families mean the same peer, give both rules the same description',
    ]);
  });

  test("IPv6 without IPv4 fails", () => {
    expect(names(without(compliantTenant(), "https-ipv4"), tenantContext)).toEqual(["https-ipv6"]);
  });

  test("in phase 1 missing IPv6 advises, IPv6 wider than IPv4 still fails", () => {
    const level = (name: string) =>
      findings(policy, preview(without(compliantTenant(), name)), { ...tenantContext, phase: 1 })[0]?.level;
    expect(level("https-ipv6")).toBe("advisory");
    expect(level("https-ipv4")).toBe("mandatory");
  });

  test("mode v6-only needs no twins", () => {
    expect(names(without(compliantTenant(), "https-ipv4"), { ...tenantContext, mode: "v6-only" })).toEqual([]);
  });

  test("nor does the group of a zone without IPv4, and every other one does", () => {
    const drafts = change(without(compliantTenant(), "https-ipv4"), "web", { tags: ["zone:dmz"] });
    expect(names(drafts, { ...tenantContext, v6OnlyZones: ["dmz"] })).toEqual([]);
    expect(names(drafts, { ...tenantContext, v6OnlyZones: ["app"] })).toEqual(["https-ipv6"]);
  });
});

describe("groups that ports have together", () => {
  const split = withStanding(without(compliantTenant(), "https-ipv6"), "https-ipv6");

  test("a twin may stand in the other group", () => {
    for (const view of [preview, applied]) expect(messages(policy, view(split), tenantContext)).toEqual([]);
  });

  test("a twin may stand in a group that an association adds", () => {
    const added = (portId: unknown): Draft[] => [
      ...change(change(split, "web-1-port", { securityGroupIds: [ref("web")] }), "web-2-port", {
        securityGroupIds: [ref("web"), ref("standing")],
      }),
      { type: PORT_SEC_GROUP_ASSOCIATE, name: "a", inputs: { portId, securityGroupIds: [ref("standing")] } },
    ];
    for (const view of [preview, applied]) {
      expect(names(added(ref("web-1-port")), tenantContext, view)).toEqual([]);
      expect(names(added("elsewhere"), tenantContext, view)).toEqual(["https-ipv4", "https-ipv6"]);
    }
  });

  test("the groups that a server names for the ports that Nova makes hold together too", () => {
    const server = (...securityGroups: unknown[]): Draft[] => [
      { type: SEC_GROUP, name: "a", inputs: { name: "a", deleteDefaultRules: true } },
      { type: SEC_GROUP, name: "b", inputs: { name: "b", deleteDefaultRules: true } },
      { ...v4(tcp(443, {})), inputs: { ...v4(tcp(443, {})).inputs, securityGroupId: ref("a") } },
      { ...v6(tcp(443, {})), inputs: { ...v6(tcp(443, {})).inputs, securityGroupId: ref("b") } },
      { type: INSTANCE, name: "server", inputs: { networks: [{ uuid: "elsewhere" }], securityGroups } },
    ];
    for (const view of [preview, applied]) {
      expect(names(server("a", "b"), {}, view)).toEqual([]);
      expect(names(server("a"), {}, view)).toHaveLength(2);
    }
    expect(names(server(ref("a"), ref("b")))).toEqual([]);
    expect(names(server("a", UNKNOWN))).toEqual([]);
    expect(names(without(server("a", UNKNOWN), "rule-ipv4"))).toEqual(["rule-ipv6"]);
  });

  test("an association that may add to one of two ports leaves both in doubt, and no third", () => {
    const third: Draft = {
      type: PORT,
      name: "third",
      inputs: { networkId: "n", securityGroupIds: [ref("web")] },
    };
    const standing = withStanding(without(compliantTenant(), "https-ipv6"), "https-ipv6");
    const alone = ["web-1-port", "web-2-port"].reduce<Draft[]>(
      (drafts, port) => change(drafts, port, { securityGroupIds: [ref("web")] }),
      standing,
    );
    const either: Draft = {
      type: PORT_SEC_GROUP_ASSOCIATE,
      name: "a",
      inputs: { portId: [ref("web-1-port"), ref("web-2-port")], securityGroupIds: [ref("standing")] },
    };
    const found = (drafts: Draft[]) =>
      messages(
        policy,
        preview([...drafts, either]).map((each) =>
          each.name === "a" ? { ...each, inputs: { ...each.inputs, portId: UNKNOWN } } : each,
        ),
        tenantContext,
      );
    expect(found(alone)).toEqual([]);
    expect(found([...alone, third])[0]).toContain('"https-ipv4" of SecGroup "web"');
  });

  test("but not when one port has the first group alone, nor when no port has both", () => {
    const alone = change(split, "web-2-port", { securityGroupIds: [ref("web")] });
    expect(names(alone, tenantContext)).toEqual(["https-ipv4"]);
    expect(names(alone, tenantContext, applied)).toEqual(["https-ipv4"]);
    const apart = change(alone, "web-1-port", { securityGroupIds: [ref("standing")] });
    expect(new Set(names(apart, tenantContext))).toEqual(new Set(["https-ipv4", "https-ipv6"]));
  });
});

describe("what Neutron's default rules let out needs no twin", () => {
  const everything = (...more: Draft[]) => [v4({ direction: "egress" }), v4(tcp(443, {}), "https"), ...more];
  const keeping = (inputs: Record<string, unknown>, ...more: Draft[]) =>
    change(web(...everything(...more)), "web", inputs);
  const on = (groups: unknown[], name = "port"): Draft => ({ type: PORT, name, inputs: { securityGroupIds: groups } });

  test.each([
    ["of the rule's own group", keeping({ deleteDefaultRules: undefined })],
    ["of its own group, as they say so", keeping({ deleteDefaultRules: false })],
    ["that it may keep", keeping({ deleteDefaultRules: UNKNOWN })],
    [
      "of another group of the port",
      [...web(...everything()), { type: SEC_GROUP, name: "standing", inputs: {} }, on([ref("web"), ref("standing")])],
    ],
    [
      "of the project's group default beside it",
      [
        ...web(...everything()),
        { type: SEC_GROUP, name: "looked-up", inputs: { name: "default" }, external: true },
        on([ref("web"), ref("looked-up")]),
      ],
    ],
    [
      "of the group default that a server names",
      [
        ...change(web(...everything()), "web", { name: "web" }),
        { type: INSTANCE, name: "s", inputs: { networks: [{ uuid: "n" }], securityGroups: ["web", "default"] } },
      ],
    ],
  ])("%s", (_, drafts: Draft[]) => {
    for (const view of [preview, applied]) expect(names(drafts, {}, view)).toEqual(["https"]);
  });

  test("but on a port without them it does", () => {
    const standing: Draft = { type: SEC_GROUP, name: "standing", inputs: {} };
    const drafts = [...web(...everything()), standing, on([ref("web"), ref("standing")]), on([ref("web")], "alone")];
    for (const view of [preview, applied]) expect(names(drafts, {}, view)).toEqual(["https", "rule-ipv4"]);
  });
});

describe("what must be equal", () => {
  test("direction", () => {
    expect(
      names(
        web(
          v4(tcp(443, { remoteIpPrefix: "0.0.0.0/0" })),
          v6(tcp(443, { remoteIpPrefix: "::/0", direction: "egress" })),
        ),
      ),
    ).toHaveLength(2);
  });

  test("protocol, by number or name", () => {
    expect(names(web(v4({ protocol: "6", portRangeMin: 80, portRangeMax: 80 }), v6(tcp(80, {}))))).toEqual([]);
    expect(names(web(v4(tcp(80, {})), v6({ ...tcp(80, {}), protocol: "udp" })))).toHaveLength(2);
  });

  test("ports, all of them by their absence", () => {
    expect(names(web(v4(tcp(80, {})), v6({ protocol: "tcp", portRangeMin: 80, portRangeMax: 90 })))).toHaveLength(2);
    expect(names(web(v4({ protocol: "tcp" }), v6({ protocol: "tcp", portRangeMin: 1, portRangeMax: 65_535 })))).toEqual(
      [],
    );
  });

  test("DHCP has other ports in IPv6", () => {
    expect(
      names(
        web(
          v4({ protocol: "udp", portRangeMin: 67, portRangeMax: 67 }),
          v6({ protocol: "udp", portRangeMin: 547, portRangeMax: 547 }),
        ),
      ),
    ).toEqual([]);
  });
});

describe("ICMP has a class of echo messages and one of all others", () => {
  test("an echo request of each family are twins", () => {
    expect(
      names(
        web(
          v4({ protocol: "icmp", portRangeMin: 8, portRangeMax: 0 }),
          v6({ protocol: "ipv6-icmp", portRangeMin: 128, portRangeMax: 0 }),
        ),
      ),
    ).toEqual([]);
  });

  test("errors and neighbour discovery need no IPv4 rule, an echo request does", () => {
    expect(
      names(
        web(v6({ protocol: "ipv6-icmp", portRangeMin: 2 }), v6({ protocol: "ipv6-icmp", portRangeMin: 135 }, "nd")),
      ),
    ).toEqual([]);
    expect(names(web(v6({ protocol: "ipv6-icmp", portRangeMin: 128 })))).toEqual(["rule-ipv6"]);
  });

  test("an echo request and an error are no twins, a rule without a type is a twin of both", () => {
    const echo = v6({ protocol: "ipv6-icmp", portRangeMin: 128 });
    expect(names(web(v4({ protocol: "icmp", portRangeMin: 3 }), echo))).toHaveLength(2);
    expect(names(web(v4({ protocol: "icmp" }), echo))).toEqual([]);
  });

  test("icmp without any ipv6-icmp fails", () => {
    expect(names(web(v4({ protocol: "icmp" })))).toEqual(["rule-ipv4"]);
  });
});

describe("peers", () => {
  const twins = (ipv4: Record<string, unknown>, ipv6: Record<string, unknown>) =>
    web(v4(tcp(80, ipv4)), v6(tcp(80, ipv6)));

  test("no remote means everyone", () => {
    expect(names(twins({}, { remoteIpPrefix: "::/0" }))).toEqual([]);
  });

  test("everyone, by a prefix nearly as wide", () => {
    expect(names(twins({ remoteIpPrefix: "0.0.0.0/0" }, { remoteIpPrefix: "2000::/3" }))).toEqual([]);
    expect(names(twins({ remoteIpPrefix: "192.0.2.0/24" }, { remoteIpPrefix: "2000::/3" }))).toHaveLength(2);
  });

  test("the addresses of one port", () => {
    const added = (ipv6: string) =>
      names(
        [
          ...compliantTenant(),
          rule("a", { ethertype: "IPv4", ...tcp(80, { remoteIpPrefix: "10.96.32.11/32" }) }),
          rule("b", { ethertype: "IPv6", ...tcp(80, { remoteIpPrefix: ipv6 }) }),
        ],
        tenantContext,
      );
    expect(added("3fff:38:60:2000::a:1/128")).toEqual([]);
    expect(added("3fff:38:60:2000::a:2/128")).toEqual(["a", "b"]);
  });

  test("everyone in IPv6 and a prefix in IPv4 fail, whatever the description", () => {
    const description = "from offices: https";
    expect(
      names(twins({ remoteIpPrefix: "192.0.2.0/24", description }, { remoteIpPrefix: "::/0", description })),
    ).toEqual(["rule-ipv4", "rule-ipv6"]);
  });

  test("the same group", () => {
    const other: Draft = { type: SEC_GROUP, name: "other", inputs: {} };
    for (const view of [preview, applied]) {
      expect(names([other, ...twins({ remoteGroupId: ref("web") }, { remoteGroupId: ref("web") })], {}, view)).toEqual(
        [],
      );
      expect(
        names([other, ...twins({ remoteGroupId: ref("web") }, { remoteGroupId: ref("other") })], {}, view),
      ).toHaveLength(2);
    }
    expect(names(twins({ remoteGroupId: "elsewhere" }, { remoteGroupId: "elsewhere" }))).toEqual([]);
  });

  test.each([
    ["the metadata service", "169.254.169.254/32", "fe80::a9fe:a9fe/128"],
    ["all routers of the link", "224.0.0.2/32", "ff02::2/128"],
    ["VRRP's routers", "224.0.0.18/32", "ff02::12/128"],
    ["whoever is on the link", "169.254.0.0/16", "fe80::/10"],
    ["every group of many", "224.0.0.0/4", "ff00::/8"],
  ])("%s", (_, ipv4, ipv6) => {
    expect(names(twins({ remoteIpPrefix: ipv4 }, { remoteIpPrefix: ipv6 }))).toEqual([]);
    expect(names(twins({ remoteIpPrefix: ipv4 }, { remoteIpPrefix: "ff02::6a/128" }))).toHaveLength(2);
  });

  test("DHCP's servers, which answer from addresses of each family's own kind", () => {
    const answers = (ipv4: string, port: number) =>
      web(
        v4({ protocol: "udp", portRangeMin: 68, portRangeMax: 68, remoteIpPrefix: ipv4 }),
        v6({ protocol: "udp", portRangeMin: port, portRangeMax: port, remoteIpPrefix: "fe80::/10" }),
      );
    expect(names(answers("10.0.0.2/32", 546))).toEqual([]);
    expect(names(answers("10.0.0.2/32", 547))).toHaveLength(2);
  });

  test("the two prefixes of a zone", () => {
    const zone = { ipv4: "10.96.80.0/20", ipv6: "3fff:38:60:5000::/52" };
    expect(names(twins({ remoteIpPrefix: zone.ipv4 }, { remoteIpPrefix: zone.ipv6 }), tenantContext)).toEqual([]);
    expect(
      names(twins({ remoteIpPrefix: zone.ipv4 }, { remoteIpPrefix: "3fff:38:60:3000::/52" }), tenantContext),
    ).toHaveLength(2);
  });

  test("the two subnets of a network, also when the rule takes them from the subnets", () => {
    const network: Draft[] = [
      { type: NETWORK, name: "net", inputs: {} },
      { type: SUBNET, name: "net-4", inputs: { networkId: ref("net"), cidr: "198.51.100.0/24", ipVersion: 4 } },
      { type: SUBNET, name: "net-6", inputs: { networkId: ref("net"), cidr: "2001:db8:5::/64", ipVersion: 6 } },
    ];
    expect(
      names([...network, ...twins({ remoteIpPrefix: "198.51.100.0/24" }, { remoteIpPrefix: "2001:db8:5::/64" })]),
    ).toEqual([]);
    expect(names([...network, ...twins({ remoteIpPrefix: ref("net-4") }, { remoteIpPrefix: ref("net-6") })])).toEqual(
      [],
    );
    expect(
      names([...network, ...twins({ remoteIpPrefix: "198.51.100.0/24" }, { remoteIpPrefix: "2001:db8:6::/64" })]),
    ).toHaveLength(2);
  });

  test("other prefixes are twins by the same description, and only so", () => {
    const pair = (left?: string, right?: string) =>
      names(
        twins(
          { remoteIpPrefix: "192.0.2.0/24", description: left },
          { remoteIpPrefix: "2001:db8:7::/48", description: right },
        ),
      );
    expect(pair("from tax office: https", "from tax office: https")).toEqual([]);
    expect(pair("from tax office: https", "from somewhere: https")).toHaveLength(2);
    expect(pair()).toHaveLength(2);
  });
});

describe("unknown values", () => {
  test("an unknown peer may be any", () => {
    expect(
      names(web(v4(tcp(80, { remoteIpPrefix: "192.0.2.0/24" })), v6(tcp(80, { remoteIpPrefix: UNKNOWN })))),
    ).toEqual([]);
    expect(names(web(v4(tcp(80, {})), v6(tcp(80, { remoteGroupId: UNKNOWN }))))).toEqual([]);
  });

  test("a rule whose group or protocol is unknown may be the twin of any", () => {
    const missing = without(compliantTenant(), "https-ipv6");
    expect(names(missing, tenantContext, blind)).toEqual([]);
    expect(names([...missing, v6({ protocol: UNKNOWN })], tenantContext)).toEqual([]);
  });

  test("rules of a group made elsewhere are not judged: its other rules are not here", () => {
    expect(
      names([rule("alone", { ethertype: "IPv4", ...tcp(80, {}), securityGroupId: "elsewhere" }), ...web()]),
    ).toEqual([]);
  });
});
