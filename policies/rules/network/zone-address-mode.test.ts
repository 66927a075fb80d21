import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { findings, messages } from "../../testing/messages.ts";
import { zoneAddressMode as policy } from "./zone-address-mode.ts";

test("servers by DHCPv6 and users by SLAAC pass", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  expect(
    messages(policy, preview(change(compliantTenant(), "dmz-ipv6", { ipv6AddressMode: "slaac", tags: ["zone:wifi"] }))),
  ).toEqual([]);
});

test("servers by SLAAC get advice", () => {
  const found = findings(policy, preview(change(compliantTenant(), "app-ipv6", { ipv6AddressMode: "slaac" })));
  expect(found.map((finding) => [finding.level, finding.message.en])).toEqual([
    [
      "advisory",
      'Subnet "app-ipv6" in zone app has ipv6AddressMode slaac; NET-06 wants dhcpv6-stateful in a zone of servers, whose interface ids are planned. Fix: set ipv6AddressMode and ipv6RaMode to the mode of the zone',
    ],
  ]);
});

test("users by DHCPv6 get advice", () => {
  expect(messages(policy, preview(change(compliantTenant(), "app-ipv6", { tags: ["zone:lan"] })))).toHaveLength(1);
});

test("without a zone, and while mode or tags are unknown, nothing is judged", () => {
  for (const inputs of [
    { tags: undefined, ipv6AddressMode: "slaac" },
    { tags: UNKNOWN, ipv6AddressMode: "slaac" },
    { ipv6AddressMode: UNKNOWN },
  ]) {
    expect(messages(policy, preview(change(compliantTenant(), "app-ipv6", inputs)))).toEqual([]);
  }
});
