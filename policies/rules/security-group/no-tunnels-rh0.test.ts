import { expect, test } from "vitest";
import { preview, ref } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { compliantTenant, rule } from "../../testing/compliant-tenant.ts";
import { findings, messages } from "../../testing/messages.ts";
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

test.each([
  ["IPIP", { protocol: "ipip" }, "protocol 4 (IPIP)"],
  ["IPIP by number", { protocol: "4" }, "protocol 4 (IPIP)"],
  ["VXLAN", { protocol: "udp", portRangeMin: 4789, portRangeMax: 4789 }, "udp 4789 (VXLAN)"],
  [
    "VXLAN as Linux has it",
    { protocol: "udp", portRangeMin: 8470, portRangeMax: 8480 },
    "udp 8472 (VXLAN as Linux has it)",
  ],
  ["Geneve", { protocol: "udp", portRangeMin: 6081, portRangeMax: 6081 }, "udp 6081 (Geneve)"],
])("%s fails from everyone, gets advice from a prefix and passes within a group", (_, inputs, said) => {
  const found = (remote: Record<string, unknown>) =>
    findings(policy, one({ ethertype: "IPv6", ...inputs, ...remote })).map(({ level, message }) => [
      level,
      message.en.includes(`lets in ${said}; SEC-11`),
    ]);
  expect(found({})).toEqual([["mandatory", true]]);
  expect(found({ remoteIpPrefix: "::/0" })).toEqual([["mandatory", true]]);
  expect(found({ remoteIpPrefix: "3fff:38:60:3000::/64" })).toEqual([["advisory", true]]);
  expect(found({ remoteGroupId: ref("web") })).toEqual([]);
});

test("an unknown protocol is not judged", () => {
  expect(messages(policy, one({ ethertype: "IPv4", protocol: UNKNOWN }))).toEqual([]);
});
