import { describe, expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext } from "../../policy.ts";
import { explicitEgress } from "../../rules/security-group/explicit-egress.ts";
import { familyParity } from "../../rules/security-group/family-parity.ts";
import { icmpv6Dangerous } from "../../rules/security-group/icmpv6-dangerous.ts";
import { noAdminFromInternet } from "../../rules/security-group/no-admin-from-internet.ts";
import { noAnyIngress } from "../../rules/security-group/no-any-ingress.ts";
import { zoneFlowMatrix } from "../../rules/security-group/zone-flow-matrix.ts";
import { compliantTenant, rule, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { graphOf } from "../resource-graph.ts";
import { ADDRESS_GROUP } from "../types.ts";
import { rulesOf } from "./address-group.ts";
import { remoteOf, showRemote } from "./remote.ts";

const group = (addresses: unknown, name = "offices"): Draft => ({ type: ADDRESS_GROUP, name, inputs: { addresses } });
const tcp = (port: number) => ({ protocol: "tcp", portRangeMin: port, portRangeMax: port });
const named = (name: string, ethertype: string, inputs: Record<string, unknown>): Draft =>
  rule(name, { ethertype, remoteAddressGroupId: ref("offices"), ...inputs });
const both = (inputs: Record<string, unknown>): Draft[] => [
  named("subject-ipv4", "IPv4", inputs),
  named("subject-ipv6", "IPv6", inputs),
];
/** The compliant tenant with one address group, and rules that name it. */
const tenant = (addresses: unknown, ...rules: Draft[]): Draft[] => [...compliantTenant(), group(addresses), ...rules];

describe("the rules that a rule with an address group amounts to", () => {
  const shown = (view: typeof preview, addresses: unknown) => {
    const resources = view(tenant(addresses, named("subject", "IPv6", tcp(443))));
    const subject: JudgedResource = resources.find(({ name }) => name === "subject")!;
    return rulesOf(subject, graphOf(resources))?.map((each) => [remoteOf(each).kind, showRemote(each).en]);
  };

  test.each([
    ["in a first preview", preview],
    ["once ids are known", applied],
  ])("one for each address of its family %s", (_, view) => {
    expect(shown(view, ["192.0.2.0/24", "2001:db8:1::/48", "::/0"])).toEqual([
      ["prefix", '2001:db8:1::/48 of AddressGroupV2 "offices"'],
      ["any", '::/0 of AddressGroupV2 "offices"'],
    ]);
    expect(shown(view, ["192.0.2.0/24"])).toEqual([]);
  });

  test("one of an unknown prefix for each address that is not known", () => {
    const unknown = ["unknown", 'a prefix not known yet of AddressGroupV2 "offices"'];
    expect(shown(preview, UNKNOWN)).toEqual([unknown]);
    expect(shown(preview, ["192.0.2.0/24", UNKNOWN])).toEqual([unknown]);
  });

  test("itself, when nothing says which group it names", () => {
    expect(shown(blind, ["::/0"])).toEqual([["group", "an address group"]]);
  });
});

describe.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("%s", (_, view) => {
  const told = (drafts: Draft[], policy: Parameters<typeof messages>[0], context: PolicyContext = tenantContext) =>
    findings(policy, view(drafts), context).map(({ resource, message }) => [
      resource.split("::").at(-1),
      message.en.split(";")[0]!.replace(/^\S+ "\S+" /, ""),
    ]);

  test("SEC-03 finds everyone in a group", () => {
    expect(told(tenant(["0.0.0.0/0", "192.0.2.0/24"], named("subject", "IPv4", {})), noAnyIngress)).toEqual([
      ["subject", 'lets in every protocol from 0.0.0.0/0 of AddressGroupV2 "offices"'],
    ]);
    expect(told(tenant(["192.0.2.0/24", "::/0"], named("subject", "IPv4", {})), noAnyIngress)).toEqual([]);
    expect(told(tenant(UNKNOWN, ...both({})), noAnyIngress)).toEqual([]);
  });

  test("SEC-04 finds users and everyone in a group, each once", () => {
    expect(told(tenant(["3fff:38:60:6000::/64", "::/0"], named("ssh", "IPv6", tcp(22))), noAdminFromInternet)).toEqual([
      [
        "ssh",
        'lets in tcp 22 (administrative or database port 22) from 3fff:38:60:6000::/64 of AddressGroupV2 "offices", zone lan',
      ],
      [
        "ssh",
        'lets in tcp 22 (administrative or database port 22) from ::/0 of AddressGroupV2 "offices", that is everyone',
      ],
    ]);
    expect(told(tenant(["3fff:38:60:5000::/64"], named("ssh", "IPv6", tcp(22))), noAdminFromInternet)).toEqual([]);
  });

  test("SEC-06 advises where a group lets ICMPv6 of every type in from everyone", () => {
    const ping = named("ping", "IPv6", { protocol: "ipv6-icmp" });
    expect(told(tenant(["::/0"], ping), icmpv6Dangerous)).toEqual([
      ["ping", 'admits ipv6-icmp of every type from ::/0 of AddressGroupV2 "offices"'],
    ]);
    expect(told(tenant(["2001:db8:1::/48"], ping), icmpv6Dangerous)).toEqual([]);
  });

  test("SEC-01 advises where a group lets everything out", () => {
    const out = { direction: "egress" };
    expect(told(tenant(["0.0.0.0/0", "::/0"], ...both(out)), explicitEgress)).toEqual([
      ["subject-ipv4", "lets everything out to everyone over IPv4, as the default rules did"],
      ["subject-ipv6", "lets everything out to everyone over IPv6, as the default rules did"],
    ]);
  });

  test("SEC-10 holds each address against the matrix", () => {
    const context: PolicyContext = {
      ...tenantContext,
      flows: [{ from: "mgmt", to: "dmz", ports: [{ protocol: "tcp", port: 8443, portTo: 8443 }] }],
    };
    const subject = (addresses: unknown) =>
      told(tenant(addresses, named("subject", "IPv6", tcp(8443))), zoneFlowMatrix, context).filter(
        ([name]) => name === "subject",
      );
    expect(subject(["3fff:38:60:5000::/64"])).toEqual([]);
    expect(subject(["3fff:38:60:6000::/64", "3fff:38:60:6001::/64"])).toEqual([
      ["subject", "lets in tcp 8443 from zone lan to zone dmz"],
    ]);
  });

  describe("SEC-02", () => {
    const parity = (addresses: unknown, ...rules: Draft[]) =>
      told(tenant(addresses, ...rules), familyParity).map(([name]) => name);

    test("rules of both families that name one group of both families are twins", () => {
      expect(parity(["192.0.2.0/24", "2001:db8:1::/48"], ...both(tcp(8443)))).toEqual([]);
      expect(parity(["0.0.0.0/0", "::/0"], ...both(tcp(8443)))).toEqual([]);
      expect(parity(UNKNOWN, ...both(tcp(8443)))).toEqual([]);
    });

    test("a group of one family has no twin in the other, and what it admits is named", () => {
      expect(told(tenant(["2001:db8:1::/48"], ...both(tcp(8443))), familyParity)).toEqual([
        [
          "subject-ipv6",
          'of SecGroup "web" lets in tcp 8443 from 2001:db8:1::/48 of AddressGroupV2 "offices" over IPv6, but no IPv4 rule does',
        ],
      ]);
    });

    test("everyone in the IPv6 half of a group is wider than a prefix in its IPv4 half", () => {
      expect(parity(["192.0.2.0/24", "::/0"], ...both(tcp(8443)))).toEqual(["subject-ipv4", "subject-ipv6"]);
    });

    test("a group's address is the twin of the same peer named by its prefix", () => {
      const mgmt = rule("plain", { ethertype: "IPv4", ...tcp(8443), remoteIpPrefix: "10.96.80.0/20" });
      expect(parity(["3fff:38:60:5000::/52"], named("subject", "IPv6", tcp(8443)), mgmt)).toEqual([]);
    });

    test("one group made elsewhere is the same peer, two are not", () => {
      const elsewhere = (v6: string) => [
        named("subject-ipv4", "IPv4", { ...tcp(8443), remoteAddressGroupId: "offices-of-others" }),
        named("subject-ipv6", "IPv6", { ...tcp(8443), remoteAddressGroupId: v6 }),
      ];
      expect(parity([], ...elsewhere("offices-of-others"))).toEqual([]);
      expect(parity([], ...elsewhere("partners"))).toEqual(["subject-ipv4", "subject-ipv6"]);
    });
  });
});
