import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
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

test("the default rules written out by hand get advice", () => {
  const open = (ethertype: string) => rule(`open-${ethertype}`, { direction: "egress", ethertype });
  const found = findings(policy, preview([...compliantTenant(), open("IPv4"), open("IPv6")]), tenantContext);
  expect(found.map((finding) => finding.level)).toEqual(["advisory", "advisory"]);
});

test("while a rule's group or direction is unknown, no family is said to be missing", () => {
  const drafts = without(compliantTenant(), "out-ipv6");
  expect(messages(policy, blind(drafts), tenantContext)).toEqual([]);
  expect(messages(policy, preview([...drafts, rule("late", { direction: UNKNOWN })]), tenantContext)).toEqual([]);
  expect(messages(policy, preview(group({ deleteDefaultRules: UNKNOWN })), tenantContext)).toEqual([]);
});
