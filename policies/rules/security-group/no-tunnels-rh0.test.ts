import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { compliantTenant, rule } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { noTunnelsRh0 as policy } from "./no-tunnels-rh0.ts";
const one = (inputs: Record<string, unknown>) => preview([...compliantTenant(), rule("subject", inputs)]);

test("ordinary traffic passes", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  expect(messages(policy, one({ ethertype: "IPv6", direction: "egress", protocol: "udp" }))).toEqual([]);
});

test("ipv6-encap fails", () => {
  expect(messages(policy, one({ ethertype: "IPv4", protocol: "ipv6-encap" }))).toEqual([
    'SecGroupRule "subject" lets in protocol 41 (IPv6 in IPv4: 6in4, 6to4, ISATAP); SEC-11 wants no tunnel past the security groups. Fix: remove the rule; both families are routed natively',
  ]);
});

test.each([
  ["protocol 41 by number", { ethertype: "IPv4", protocol: "41" }],
  ["gre", { ethertype: "IPv4", protocol: "gre" }],
  ["protocol 47 by number", { ethertype: "IPv6", protocol: "47" }],
  ["the routing header", { ethertype: "IPv6", protocol: "ipv6-route" }],
  ["the routing header by number", { ethertype: "IPv6", protocol: "43" }],
  ["Teredo", { ethertype: "IPv4", direction: "egress", protocol: "udp", portRangeMin: 3544, portRangeMax: 3544 }],
])("%s fails", (_, inputs) => {
  expect(messages(policy, one(inputs))).toHaveLength(1);
});

test("an unknown protocol is not judged", () => {
  expect(messages(policy, one({ ethertype: "IPv4", protocol: UNKNOWN }))).toEqual([]);
});
