import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { compliantTenant, rule } from "../../testing/compliant-tenant.ts";
import { findings, messages } from "../../testing/messages.ts";
import { icmpv6Dangerous as policy } from "./icmpv6-dangerous.ts";
const one = (inputs: Record<string, unknown>) => preview([...compliantTenant(), rule("subject", inputs)]);
const icmp = (type: unknown, more: Record<string, unknown> = {}) =>
  one({ ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: type, ...more });

test("echo requests from everyone pass", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
});

test("router renumbering fails", () => {
  expect(messages(policy, icmp(138))).toEqual([
    'SecGroupRule "subject" admits ipv6-icmp type 138 (router renumbering); SEC-06 wants none of the types 100, 101, 127, 137, 138, 139, 140, 144, 145, 146, 147, 200, 201, 255. Fix: remove the rule',
  ]);
});

test.each([100, 101, 127, 137, 139, 140, 144, 145, 146, 147, 200, 201, 255])("type %i fails", (type) => {
  expect(messages(policy, icmp(type))).toHaveLength(1);
});

test("by its number 58 and by its old name too", () => {
  expect(messages(policy, icmp(139, { protocol: "58" }))).toHaveLength(1);
  expect(messages(policy, icmp(139, { protocol: "icmpv6" }))).toHaveLength(1);
});

test("every type from everyone gets advice, from a group none", () => {
  expect(findings(policy, icmp(undefined)).map((finding) => finding.level)).toEqual(["advisory"]);
  expect(messages(policy, icmp(undefined, { remoteGroupId: UNKNOWN }))).toEqual([]);
});

test("IPv4 is not judged, nor an unknown type", () => {
  expect(messages(policy, one({ ethertype: "IPv4", protocol: "icmp", portRangeMin: 139 }))).toEqual([]);
  expect(messages(policy, icmp(UNKNOWN))).toEqual([]);
});
