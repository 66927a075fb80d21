import { expect, test } from "vitest";
import { preview, ref, urnOf, type Draft } from "../../examples/drafts.ts";
import { judge } from "../../judge.ts";
import { UNKNOWN } from "../../policy.ts";
import { NETWORK, SUBNET } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { v6ModesConsistent as policy } from "./v6-modes-consistent.ts";

const modes = (ipv6AddressMode: unknown, ipv6RaMode: unknown, more: Record<string, unknown> = {}) =>
  change(compliantTenant(), "dmz-ipv6", { ipv6AddressMode, ipv6RaMode, ...more });
const repaired = (drafts: ReturnType<typeof modes>, context = {}) =>
  judge(preview(drafts), context, { policies: [policy] }).resources.find((resource) => resource.name === "dmz-ipv6")
    ?.inputs;

test.each(["slaac", "dhcpv6-stateless", "dhcpv6-stateful"])("%s in both passes", (mode) => {
  expect(messages(policy, preview(modes(mode, mode)))).toEqual([]);
});

test("modes that are not set become those of the zone", () => {
  const found = findings(policy, preview(modes(undefined, undefined)), tenantContext);
  expect(found).toEqual([
    {
      policy: "NET-05",
      level: "remediate",
      resource: urnOf("dmz-ipv6", SUBNET),
      message: expect.objectContaining({
        en: 'Subnet "dmz-ipv6" has ipv6AddressMode unset and ipv6RaMode unset; NET-05 wants the same mode in both, here dhcpv6-stateful. Fix: set ipv6AddressMode and ipv6RaMode to the same value; behind a router outside Neutron, tag external-router and set ipv6AddressMode slaac alone',
      }),
    },
  ]);
  expect(repaired(modes(undefined, undefined), tenantContext)).toMatchObject({
    ipv6AddressMode: "dhcpv6-stateful",
    ipv6RaMode: "dhcpv6-stateful",
  });
  expect(repaired(modes(undefined, undefined, { tags: ["zone:lan"] }), tenantContext)).toMatchObject({
    ipv6AddressMode: "slaac",
    ipv6RaMode: "slaac",
  });
});

test("two different modes become one", () => {
  const drafts = modes("slaac", "dhcpv6-stateful", { tags: undefined });
  expect(findings(policy, preview(drafts)).map((finding) => finding.level)).toEqual(["remediate"]);
  expect(repaired(drafts)).toMatchObject({ ipv6AddressMode: "slaac", ipv6RaMode: "slaac" });
});

test("enableDhcp false fails and is not repaired: only the author knows what is meant", () => {
  const drafts = modes(undefined, undefined, { enableDhcp: false });
  expect(findings(policy, preview(drafts)).map((finding) => finding.level)).toEqual(["mandatory"]);
  expect(repaired(drafts)).not.toHaveProperty("ipv6RaMode");
});

test("behind an external router the address mode stands alone", () => {
  expect(messages(policy, preview(modes("slaac", undefined, { tags: ["external-router"] })))).toEqual([]);
  const both = modes("slaac", "slaac", { tags: ["external-router"] });
  expect(findings(policy, preview(both)).map((finding) => finding.level)).toEqual(["remediate"]);
  expect(repaired(both)).not.toHaveProperty("ipv6RaMode");
});

test("the platform's external subnets advertise nothing", () => {
  expect(messages(policy, preview(modes(undefined, undefined, { enableDhcp: false })), { platform: true })).toEqual([]);
});

test("a subnet of an external network advertises nothing, whoever makes that network", () => {
  const drafts = (external: unknown, read = false): Draft[] => [
    { type: NETWORK, name: "uplink", inputs: { external }, external: read },
    { type: SUBNET, name: "uplink-ipv6", inputs: { networkId: ref("uplink"), ipVersion: 6, enableDhcp: false } },
  ];
  for (const view of [preview, applied]) {
    expect(messages(policy, view(drafts(true)))).toEqual([]);
    expect(messages(policy, view(drafts(true, true)))).toEqual([]);
    expect(messages(policy, view(drafts(UNKNOWN)))).toEqual([]);
    expect(messages(policy, view(drafts(false)))).toHaveLength(1);
    expect(messages(policy, view(drafts(undefined)))).toHaveLength(1);
  }
  expect(messages(policy, blind(drafts(false)))).toEqual([]);
});

test("one mode alone may stand behind an external router while the tags are unknown", () => {
  expect(messages(policy, preview(modes("slaac", undefined, { tags: UNKNOWN })))).toEqual([]);
  expect(messages(policy, preview(modes(undefined, undefined, { tags: UNKNOWN })))).toHaveLength(1);
  expect(messages(policy, preview(modes("slaac", "dhcpv6-stateful", { tags: UNKNOWN })))).toHaveLength(1);
});

test("an unknown mode is neither judged nor overwritten", () => {
  const drafts = modes(UNKNOWN, "slaac");
  expect(messages(policy, preview(drafts))).toEqual([]);
  expect(repaired(drafts)).toMatchObject({ ipv6AddressMode: UNKNOWN, ipv6RaMode: "slaac" });
});
