import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { compliantTenant, rule } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { noAnyIngress as policy } from "./no-any-ingress.ts";
const one = (inputs: Record<string, unknown>) => preview([...compliantTenant(), rule("subject", inputs)]);

test("named ports from everyone pass, and everything from one group", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  expect(messages(policy, one({ ethertype: "IPv6", remoteGroupId: "elsewhere" }))).toEqual([]);
});

test("every protocol from ::/0 fails", () => {
  expect(messages(policy, one({ ethertype: "IPv6", remoteIpPrefix: "::/0" }))).toEqual([
    'SecGroupRule "subject" lets in every protocol from ::/0; SEC-03 wants a protocol and a port when everyone may come. Fix: name the protocol and the port of the service, or a narrower remoteIpPrefix or remoteGroupId',
  ]);
});

test("every protocol from 0.0.0.0/0 fails, and without a remote", () => {
  expect(messages(policy, one({ ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" }))).toHaveLength(1);
  expect(messages(policy, one({ ethertype: "IPv4" }))).toHaveLength(1);
});

test.each(["2000::/3", "::/1"])("every protocol from %s is from everyone too", (remoteIpPrefix) => {
  expect(messages(policy, one({ ethertype: "IPv6", remoteIpPrefix }))[0]).toContain(
    `lets in every protocol from ${remoteIpPrefix};`,
  );
});

test.each(["0", "any"])("protocol %s is every protocol", (protocol) => {
  expect(messages(policy, one({ ethertype: "IPv6", protocol, remoteIpPrefix: "::/0" }))).toHaveLength(1);
});

test("every tcp port fails, written out or left out", () => {
  expect(messages(policy, one({ ethertype: "IPv6", protocol: "tcp" }))[0]).toContain(
    "lets in every tcp port from ::/0",
  );
  expect(
    messages(policy, one({ ethertype: "IPv6", protocol: "tcp", portRangeMin: 1, portRangeMax: 65_535 })),
  ).toHaveLength(1);
});

test("egress and ICMP are not this policy's", () => {
  expect(messages(policy, one({ ethertype: "IPv6", direction: "egress" }))).toEqual([]);
  expect(messages(policy, one({ ethertype: "IPv6", protocol: "ipv6-icmp" }))).toEqual([]);
});

test("an unknown remote or protocol is not judged; an unknown group is still a group", () => {
  for (const inputs of [{ remoteIpPrefix: UNKNOWN }, { protocol: UNKNOWN }, { remoteGroupId: UNKNOWN }]) {
    expect(messages(policy, one({ ethertype: "IPv6", ...inputs }))).toEqual([]);
  }
});
