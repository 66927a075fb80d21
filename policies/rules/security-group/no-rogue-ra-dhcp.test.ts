import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { compliantTenant, rule } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { noRogueRaDhcp as policy } from "./no-rogue-ra-dhcp.ts";
const one = (inputs: Record<string, unknown>) => preview([...compliantTenant(), rule("subject", inputs)]);

test("a client's own traffic passes", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  expect(
    messages(policy, one({ direction: "egress", ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: 133 })),
  ).toEqual([]);
  expect(messages(policy, one({ direction: "egress", ethertype: "IPv6", protocol: "udp" }))).toEqual([]);
});

test("router advertisements from a guest fail", () => {
  expect(
    messages(policy, one({ direction: "egress", ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: 134 })),
  ).toEqual([
    'SecGroupRule "subject" lets a guest send ipv6-icmp type 134 (router advertisement); SEC-07 wants router advertisements and redirects from routers only. Fix: remove the rule: the router advertises and Neutron serves DHCP',
  ]);
});

test("redirects from a guest fail", () => {
  expect(
    messages(policy, one({ direction: "egress", ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: 137 })),
  ).toHaveLength(1);
});

test.each([
  ["DHCPv6 requests into a guest", { ethertype: "IPv6", portRangeMin: 547, portRangeMax: 547 }],
  ["DHCPv6 answers from a guest", { ethertype: "IPv6", direction: "egress", portRangeMin: 546, portRangeMax: 546 }],
  ["DHCPv4 requests into a guest", { ethertype: "IPv4", portRangeMin: 60, portRangeMax: 70 }],
  ["DHCPv4 answers from a guest", { ethertype: "IPv4", direction: "egress", portRangeMin: 68, portRangeMax: 68 }],
])("%s fail", (_, inputs) => {
  expect(messages(policy, one({ protocol: "udp", ...inputs }))).toHaveLength(1);
});

test("an unknown type or port is not judged", () => {
  expect(
    messages(policy, one({ direction: "egress", ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: UNKNOWN })),
  ).toEqual([]);
});
