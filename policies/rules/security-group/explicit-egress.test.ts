import { describe, expect, test } from "vitest";
import { preview, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant, rule, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { withStanding } from "../../testing/standing-group.ts";
import { explicitEgress as policy } from "./explicit-egress.ts";

const group = (inputs: Record<string, unknown>) => change(compliantTenant(), "web", inputs);

test("deleted defaults and egress in both families pass", () => {
  for (const view of [preview, applied]) expect(messages(policy, view(compliantTenant()), tenantContext)).toEqual([]);
});

test("kept defaults fail at level 3 and get advice below", () => {
  const drafts = preview(group({ deleteDefaultRules: undefined }));
  const found = findings(policy, drafts, tenantContext);
  expect(found.map((finding) => [finding.level, finding.message.en])).toEqual([
    [
      "mandatory",
      'SecGroup "web" keeps Neutron\'s default rules, which let everything out; SEC-01 wants deleteDefaultRules: true and explicit egress. Fix: set deleteDefaultRules: true and add egress rules for the services that the servers need, in both families',
    ],
  ]);
  expect(findings(policy, drafts, { securityLevel: 2 })[0]?.level).toBe("advisory");
  expect(findings(policy, drafts)[0]?.level).toBe("advisory");
});

test("egress without IPv6 fails", () => {
  expect(messages(policy, preview(without(compliantTenant(), "out-ipv6")), tenantContext)[0]).toContain(
    "has egress rules for IPv4 only",
  );
});

test("egress without IPv4 fails, except in mode v6-only", () => {
  const drafts = preview(without(compliantTenant(), "out-ipv4"));
  expect(messages(policy, drafts, tenantContext)[0]).toContain("has egress rules for IPv6 only");
  expect(messages(policy, drafts, { ...tenantContext, mode: "v6-only" })).toEqual([]);
  const zoned = preview(change(without(compliantTenant(), "out-ipv4"), "web", { tags: ["zone:dmz"] }));
  expect(messages(policy, zoned, { ...tenantContext, v6OnlyZones: ["dmz"] })).toEqual([]);
  expect(messages(policy, zoned, { ...tenantContext, v6OnlyZones: ["app"] })[0]).toContain("for IPv6 only");
});

test("what one group of a port lets out in one family, another may in the other", () => {
  const shared = withStanding(without(compliantTenant(), "out-ipv6"), "out-ipv6");
  for (const view of [preview, applied]) expect(messages(policy, view(shared), tenantContext)).toEqual([]);
  const neither = withStanding(without(compliantTenant(), "out-ipv6"));
  for (const view of [preview, applied]) {
    expect(messages(policy, view(neither), tenantContext)[0]).toContain(
      'SecGroup "web" has together with SecGroup "standing" egress rules for IPv4 only',
    );
  }
});

test("a group that lets nothing out says so explicitly", () => {
  expect(messages(policy, preview(without(compliantTenant(), "out-ipv4", "out-ipv6")), tenantContext)).toEqual([]);
});

describe("everything out to everyone, written out by hand,", () => {
  const out = (name: string, inputs: Record<string, unknown>) => rule(name, { direction: "egress", ...inputs });
  const range = (protocol: string, from: number, to: number) => ({ protocol, portRangeMin: from, portRangeMax: to });
  const told = (drafts: Draft[], context = tenantContext, view = preview) =>
    findings(policy, view([...compliantTenant(), ...drafts]), context).map(({ level, resource }) => [
      level,
      resource.split("::").at(-1),
    ]);
  const open = ["IPv4", "IPv6"].map((ethertype) => out(`open-${ethertype}`, { ethertype }));
  const all = (protocol: string) => out(protocol, { ethertype: "IPv4", ...range(protocol, 1, 65_535) });

  test("fails at level 3 and gets advice below, as the default rules do", () => {
    expect(told(open)).toEqual([
      ["mandatory", "open-IPv4"],
      ["mandatory", "open-IPv6"],
    ]);
    expect(told(open, { ...tenantContext, securityLevel: 2 }).map(([level]) => level)).toEqual([
      "advisory",
      "advisory",
    ]);
  });

  test.each<[string, Draft[]]>([
    ["in all of TCP and of UDP", [all("tcp"), all("udp")]],
    [
      "without ports",
      [out("tcp", { ethertype: "IPv4", protocol: "tcp" }), out("udp", { ethertype: "IPv4", protocol: "17" })],
    ],
    [
      "in halves of the ports",
      [
        out("low", { ethertype: "IPv4", ...range("tcp", 1, 32_767) }),
        out("high", { ethertype: "IPv4", ...range("tcp", 30_000, 65_535), remoteIpPrefix: "0.0.0.0/0" }),
        all("udp"),
      ],
    ],
  ])("%s, is the same", (_, drafts) => {
    for (const view of [preview, applied]) expect(told(drafts, tenantContext, view)).toHaveLength(1);
    const found = messages(policy, preview([...compliantTenant(), ...drafts]), tenantContext)[0];
    expect(found).toMatch(
      /^SecGroupRule "(?:tcp|high)" lets with SecGroupRule ".*" everything out to everyone over IPv4, as/,
    );
  });

  test.each<[string, Draft[]]>([
    ["all of TCP alone", [all("tcp")]],
    ["all but some ports", [all("tcp"), out("udp", { ethertype: "IPv4", ...range("udp", 2, 65_535) })]],
    ["one protocol in each family", [all("tcp"), out("udp", { ethertype: "IPv6", ...range("udp", 1, 65_535) })]],
    ["to some", [all("tcp"), out("udp", { ethertype: "IPv4", protocol: "udp", remoteIpPrefix: "10.0.0.0/8" })]],
  ])("%s, is not", (_, drafts) => {
    expect(told(drafts)).toEqual([]);
  });
});

test("while a rule's group or direction is unknown, no family is said to be missing", () => {
  const drafts = without(compliantTenant(), "out-ipv6");
  expect(messages(policy, blind(drafts), tenantContext)).toEqual([]);
  expect(messages(policy, preview([...drafts, rule("late", { direction: UNKNOWN })]), tenantContext)).toEqual([]);
  expect(messages(policy, preview(group({ deleteDefaultRules: UNKNOWN })), tenantContext)).toEqual([]);
});
