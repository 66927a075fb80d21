import { expect, test } from "vitest";
import { compliantTenant, rule, tenantContext } from "../fixtures/compliant-tenant.ts";
import { preview } from "../fixtures/drafts.ts";
import { findings, messages } from "../fixtures/messages.ts";
import { UNKNOWN } from "../policy.ts";
import { remoteFamily as policy } from "./remote-family.ts";
const one = (inputs: Record<string, unknown>) => preview([...compliantTenant(), rule("subject", inputs)]);
const v6 = (remoteIpPrefix: unknown, more: Record<string, unknown> = {}) =>
  one({ ethertype: "IPv6", remoteIpPrefix, ...more });

test("canonical prefixes of the rule's family pass", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
});

test("an IPv4 prefix in an IPv6 rule fails", () => {
  expect(messages(policy, v6("10.0.0.0/8"))).toEqual([
    'SecGroupRule "subject" has ethertype IPv6 and remoteIpPrefix 10.0.0.0/8, an IPv4 prefix; SEC-09 wants an IPv6 prefix. Fix: write the prefix of the rule\'s own family in canonical text, as narrow as the peer',
  ]);
});

test("an IPv6 prefix in an IPv4 rule fails", () => {
  expect(messages(policy, one({ ethertype: "IPv4", remoteIpPrefix: "::/0" }))).toHaveLength(1);
});

test("host bits fail", () => {
  expect(messages(policy, v6("3fff:38:60:6000::1/64"))[0]).toContain("Fix: write 3fff:38:60:6000::/64");
  expect(messages(policy, one({ ethertype: "IPv4", remoteIpPrefix: "10.0.0.1/8" }))[0]).toContain(
    "Fix: write 10.0.0.0/8",
  );
});

test.each(["3FFF:38:60:6000::/64", "3fff:0038:60:6000::/64", "0::/0"])("%s is not canonical", (text) => {
  expect(messages(policy, v6(text))[0]).toContain("the canonical text");
});

test("a text that is no prefix fails", () => {
  expect(messages(policy, v6("everyone"))[0]).toContain("has remoteIpPrefix everyone; SEC-09 wants an IPv6 prefix");
});

test("a prefix shorter than /32 fails", () => {
  expect(messages(policy, v6("3fff::/20"))[0]).toContain("/32 or longer");
});

test("::/0 on a port that is no public service gets advice", () => {
  const port = (n: number) =>
    findings(policy, v6("::/0", { protocol: "tcp", portRangeMin: n, portRangeMax: n })).map((finding) => finding.level);
  expect(port(443)).toEqual([]);
  expect(port(8080)).toEqual(["advisory"]);
});

test("one device of a user zone fails: its address changes", () => {
  expect(messages(policy, v6("3fff:38:60:6000::abcd/128"), tenantContext)[0]).toContain("one device of zone lan");
  expect(messages(policy, v6("3fff:38:60:3000::abcd/128"), tenantContext)).toEqual([]);
});

test("an unknown prefix is not judged", () => {
  expect(messages(policy, v6(UNKNOWN))).toEqual([]);
});
