import { describe, expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { ADDRESS_GROUP } from "../../resources/types.ts";
import { compliantTenant, rule, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
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

test.each(["ipv6-icmp", "ICMPv6", "58", "ipv6-route", "41"])("protocol %s in an IPv4 rule fails", (protocol) => {
  const found = messages(policy, one({ ethertype: "IPv4", protocol }));
  expect(found[0]).toContain(
    `has ethertype IPv4 and protocol ${protocol.toLowerCase()}; SEC-09 wants protocols of IPv6`,
  );
  expect(messages(policy, one({ ethertype: "IPv6", protocol }))).toEqual([]);
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

test.each(["fe80::/10", "fe80::/64", "ff00::/8", "ff02::/16", "ff02::12/128"])(
  "%s is the link's own, not too wide",
  (text) => {
    expect(messages(policy, v6(text))).toEqual([]);
  },
);

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

test("some devices of a user zone fail as well", () => {
  expect(messages(policy, v6("3fff:38:60:6000::abc0/124"), tenantContext)[0]).toContain("some devices of zone lan");
});

describe("an address group", () => {
  const group = (addresses: unknown): Draft => ({ type: ADDRESS_GROUP, name: "offices", inputs: { addresses } });
  const said = (addresses: unknown, context = tenantContext) => messages(policy, preview([group(addresses)]), context);

  test("of canonical prefixes of both families passes", () => {
    expect(said(["10.96.96.0/20", "3fff:38:60:6000::/64", "::/0", UNKNOWN])).toEqual([]);
    expect(said(UNKNOWN)).toEqual([]);
  });

  test("is held to the canonical text, to the length and to users' /64", () => {
    expect(said(["3FFF:38:60:6000::/64"])).toEqual([
      'AddressGroupV2 "offices" has the address 3FFF:38:60:6000::/64; SEC-09 wants the canonical text 3fff:38:60:6000::/64. Fix: write 3fff:38:60:6000::/64',
    ]);
    expect(said(["10.96.96.1/20"])[0]).toContain("with bits set beyond the length");
    expect(said(["3fff::/20"])[0]).toContain("/32 or longer");
    expect(said(["3fff:38:60:6000::1/128"])[0]).toContain("one device of zone lan");
    expect(said(["offices"])[0]).toContain("SEC-09 wants a prefix");
  });

  test.each([
    ["in a first preview", preview],
    ["once ids are known", applied],
    ["when nothing says what belongs to what", blind],
  ])("must have addresses of the rule's family, %s", (_, view) => {
    const named = (ethertype: string, addresses: unknown) =>
      messages(
        policy,
        view([
          ...compliantTenant(),
          group(addresses),
          rule("subject", { ethertype, protocol: "tcp", remoteAddressGroupId: ref("offices") }),
        ]),
      );
    const ipv4 = ["10.96.96.0/20"];
    expect(named("IPv4", ipv4)).toEqual([]);
    expect(named("IPv6", [...ipv4, UNKNOWN])).toEqual([]);
    expect(named("IPv6", ipv4)).toEqual(
      view === blind
        ? []
        : [
            'SecGroupRule "subject" has ethertype IPv6 and names AddressGroupV2 "offices", which has no IPv6 address; SEC-09 wants an address group with IPv6 addresses. Fix: add the peer\'s IPv6 prefixes to the group, or remove the rule',
          ],
    );
  });

  test("with ::/0 gets advice where a rule opens a port that is no public service", () => {
    const levels = (port: number) =>
      findings(
        policy,
        preview([
          ...compliantTenant(),
          group(["::/0"]),
          rule("subject", {
            ethertype: "IPv6",
            protocol: "tcp",
            portRangeMin: port,
            portRangeMax: port,
            remoteAddressGroupId: ref("offices"),
          }),
        ]),
      ).map(({ level }) => level);
    expect(levels(443)).toEqual([]);
    expect(levels(8080)).toEqual(["advisory"]);
  });
});

test("an unknown prefix is not judged", () => {
  expect(messages(policy, v6(UNKNOWN))).toEqual([]);
});
