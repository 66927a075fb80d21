import { expect, test } from "vitest";
import { preview, type Draft } from "../../examples/drafts.ts";
import { examples } from "../../examples/security-group/zone-flow-matrix.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { NETWORK, SUBNET } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant, rule, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { zoneFlowMatrix as policy } from "./zone-flow-matrix.ts";

const context = examples.context!;

test("a listed flow passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), context)).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a flow that nobody listed fails %s", (_, view) => {
  expect(messages(policy, view(examples.fails), context)).toEqual(
    ["ipv4", "ipv6"].map(
      (family) =>
        `SecGroupRule "app-in-${family}" lets in tcp 8080 from zone lan to zone app; SEC-10 wants a flow of the matrix: to app, dmz (tcp 8080) and lan (tcp 443). Fix: take the rule out, or have the flow listed: in the matrix of zones, or under allow in the agency's file`,
    ),
  );
});

const port = (from: string, to: string, number: number, protocol: "tcp" | "udp" = "tcp") => ({
  from,
  to,
  ports: [{ protocol, port: number, portTo: number }],
});
/** Of the compliant tenant, whose group `web` is of zone dmz. */
const dmz: PolicyContext = {
  ...tenantContext,
  aggregates: { ipv4: ["10.0.0.0/8"], ipv6: ["3fff:38::/40"] },
  flows: [port("internet", "dmz", 443), port("mgmt", "dmz", 22), port("agency", "dmz", 443), port("dmz", "app", 8080)],
};
const withRule = (inputs: Record<string, unknown>): Draft[] => [...compliantTenant(), rule("probe", inputs)];
const tcp = (number: number) => ({ protocol: "tcp", portRangeMin: number, portRangeMax: number });

test("a tenant with the Internet's, the administrators' and its own flows passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(compliantTenant()), dmz)).toEqual([]);
});

test.each([
  [
    "the Internet by another port",
    { ethertype: "IPv6", ...tcp(8443), remoteIpPrefix: "::/0" },
    "from the Internet to zone dmz",
  ],
  [
    "a zone by its prefix",
    { ethertype: "IPv6", ...tcp(443), remoteIpPrefix: "3fff:38:60:6000::/64" },
    "from zone lan to zone dmz",
  ],
  [
    "all zones at once",
    { ethertype: "IPv4", ...tcp(22), remoteIpPrefix: "10.96.0.0/16" },
    "from zone dmz, zone app and zone lan to",
  ],
  [
    "another agency",
    { ethertype: "IPv6", ...tcp(22), remoteIpPrefix: "3fff:38:61:3000::/64" },
    "from other agencies to zone dmz",
  ],
  [
    "a partner by a port that is open to nobody outside",
    { ethertype: "IPv4", ...tcp(9000), remoteIpPrefix: "198.51.100.0/24" },
    "from 198.51.100.0/24 to zone dmz",
  ],
  [
    "every protocol",
    { ethertype: "IPv6", remoteIpPrefix: "3fff:38:60:5000::/52" },
    "lets in every protocol from zone mgmt",
  ],
  [
    "a way out",
    { direction: "egress", ethertype: "IPv4", ...tcp(5432), remoteIpPrefix: "10.96.48.0/24" },
    "lets out tcp 5432 from zone dmz to zone app",
  ],
])("%s fails", (_, inputs, part) => {
  const found = messages(policy, preview(withRule(inputs)), dmz);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(part);
});

test.each([
  ["a listed way out", { direction: "egress", ethertype: "IPv4", ...tcp(8080), remoteIpPrefix: "10.96.48.0/24" }],
  ["another agency by a listed port", { ethertype: "IPv6", ...tcp(443), remoteIpPrefix: "3fff:38:61:3000::/64" }],
  ["ICMP", { ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: 128, remoteIpPrefix: "3fff:38:60:6000::/52" }],
  [
    "the metadata service",
    { direction: "egress", ethertype: "IPv4", ...tcp(80), remoteIpPrefix: "169.254.169.254/32" },
  ],
  ["a DHCPv6 answer from the link", { ethertype: "IPv6", ...tcp(546), protocol: "udp", remoteIpPrefix: "fe80::/10" }],
  ["VRRP from the link", { ethertype: "IPv4", protocol: "vrrp", remoteIpPrefix: "224.0.0.18/32" }],
  [
    "a way to elsewhere, which is not listed here",
    { direction: "egress", ethertype: "IPv4", ...tcp(25), remoteIpPrefix: "198.51.100.0/24" },
  ],
])("%s passes", (_, inputs) => {
  expect(messages(policy, preview(withRule(inputs)), dmz)).toEqual([]);
});

test("ways to the Internet are judged once one of them is listed", () => {
  const flows = [...dmz.flows!, port("app", "internet", 443)];
  const found = messages(policy, preview(compliantTenant()), { ...dmz, flows });
  expect(found).toHaveLength(2);
  expect(found[0]).toContain("lets out tcp 443 from zone dmz to the Internet");
});

test("the zones of the level are the tenant's own or lent", () => {
  const zones = {
    requiredZones: ["edge", "dmz", "lan", "app", "db"],
    providedZones: ["edge", "lan"],
    securityLevel: 3 as const,
  };
  for (const view of [preview, applied, blind]) {
    expect(messages(policy, view(compliantTenant()), zones)).toEqual([
      'Network "app" belongs to a stack without the zone db; SEC-10 wants the zones edge, dmz, lan, app and db at security level 3, of its own or of its data centre. Fix: add a network for each missing zone',
    ]);
  }
  expect(messages(policy, preview(compliantTenant()), { ...zones, providedZones: ["edge", "lan", "db"] })).toEqual([]);
  expect(messages(policy, preview(compliantTenant()), { ...zones, platform: true })).toEqual([]);
  expect(messages(policy, [], zones)).toEqual([]);
});

test("a network without a tag stands where its subnets lie", () => {
  const drafts = change(compliantTenant(), "app", { tags: undefined });
  expect(messages(policy, preview(drafts), { ...dmz, requiredZones: ["dmz", "app"] })).toEqual([]);
});

test("unknown zones, groups and prefixes are not judged", () => {
  const zones = { ...dmz, requiredZones: ["db"] };
  expect(messages(policy, preview([{ type: NETWORK, name: "n", inputs: { tags: UNKNOWN } }]), zones)).toEqual([]);
  const open = [
    { type: NETWORK, name: "n", inputs: {} },
    { type: SUBNET, name: "s", inputs: { networkId: UNKNOWN, cidr: UNKNOWN, ipVersion: 6 } },
  ];
  expect(messages(policy, preview(open), zones)).toEqual([]);
  expect(messages(policy, blind(examples.fails), context)).toEqual([]);
  expect(
    messages(policy, preview(withRule({ ethertype: "IPv6", ...tcp(8443), remoteIpPrefix: UNKNOWN })), dmz),
  ).toEqual([]);
  expect(messages(policy, preview(change(examples.fails, "app", { tags: UNKNOWN })), context)).toEqual([]);
});
