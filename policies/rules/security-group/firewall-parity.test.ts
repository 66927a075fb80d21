import { describe, expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { FIREWALL_POLICY, FIREWALL_RULE } from "../../resources/types.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { familyParity as policy } from "./family-parity.ts";

const rule = (name: string, inputs: Record<string, unknown>): Draft => ({ type: FIREWALL_RULE, name, inputs });
const https = { action: "allow", protocol: "tcp", destinationPort: "443" };
const v4 = (inputs: Record<string, unknown> = {}, name = "fw-ipv4") =>
  rule(name, { ...https, ipVersion: 4, ...inputs });
const v6 = (inputs: Record<string, unknown> = {}, name = "fw-ipv6") =>
  rule(name, { ...https, ipVersion: 6, ...inputs });
/** One policy with these rules. */
const firewall = (...rules: Draft[]): Draft[] => [
  ...rules,
  { type: FIREWALL_POLICY, name: "in", inputs: { rules: rules.map(({ name }) => ref(name)) } },
];
const names = (drafts: Draft[], context: PolicyContext = {}, view = preview) =>
  findings(policy, view(drafts), context).map(({ resource }) => resource.split("::").at(-1));

describe.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("%s", (_, view) => {
  test("a rule of each family passes", () => {
    expect(messages(policy, view(firewall(v4(), v6())))).toEqual([]);
    expect(messages(policy, view(firewall(v4({ sourceIpAddress: "0.0.0.0/0" }), v6())))).toEqual([]);
  });

  test("IPv4 alone fails", () => {
    expect(messages(policy, view(firewall(v4({ destinationIpAddress: "192.0.2.0/24" }))))).toEqual([
      'RuleV2 "fw-ipv4" allows tcp 443 from 0.0.0.0/0 to 192.0.2.0/24 over IPv4, but no IPv6 rule of its policy does; SEC-02 wants an IPv6 rule of the same action, protocol, ports and peers. Fix: add a RuleV2 of ipVersion 6 to the policy; where the prefixes of both families mean the same peer, give both rules the same description',
    ]);
  });

  test("a twin in another policy does not count", () => {
    const apart = [
      v4(),
      v6(),
      ...["v4", "v6"].map((family): Draft => {
        return { type: FIREWALL_POLICY, name: family, inputs: { rules: [ref(`fw-ip${family}`)] } };
      }),
    ];
    expect(names(apart, {}, view)).toEqual(["fw-ipv4", "fw-ipv6"]);
  });
});

test("the provider's defaults hold: IPv4, any protocol, deny, on", () => {
  expect(names(firewall(rule("bare", { action: "allow" })))).toEqual(["bare"]);
  expect(names(firewall(v6(), rule("bare", { protocol: "tcp", destinationPort: "443" })))).toEqual(["bare", "fw-ipv6"]);
  expect(names(firewall(v4({ enabled: false })))).toEqual([]);
});

test("action, protocol and ports must agree, the peers of both ends too", () => {
  const twin = (inputs: Record<string, unknown>) => names(firewall(v4(), v6(inputs)));
  expect(twin({ protocol: "TCP", destinationPort: "443:443" })).toEqual([]);
  for (const inputs of [
    { protocol: "udp" },
    { destinationPort: "443:444" },
    { sourcePort: "53" },
    { sourceIpAddress: "2001:db8:1::/48" },
    { destinationIpAddress: "2001:db8:1::/48" },
  ])
    expect(twin(inputs), JSON.stringify(inputs)).toHaveLength(2);
});

test("prefixes are twins as in security groups: zones, ports, the same description", () => {
  const pair = (ipv4: string, ipv6: string, description?: string, context: PolicyContext = tenantContext) =>
    names(
      [
        ...compliantTenant(),
        ...firewall(v4({ sourceIpAddress: ipv4, description }), v6({ sourceIpAddress: ipv6, description })),
      ],
      context,
    );
  expect(pair("10.96.80.0/20", "3fff:38:60:5000::/52")).toEqual([]);
  expect(pair("10.96.80.0/20", "3fff:38:60:6000::/52")).toHaveLength(2);
  expect(pair("10.96.32.11", "3fff:38:60:2000::a:1")).toEqual([]);
  expect(pair("10.96.32.11", "3fff:38:60:2000::a:2")).toHaveLength(2);
  expect(pair("192.0.2.0/24", "2001:db8:7::/48", "from the tax office")).toEqual([]);
  expect(pair("192.0.2.0/24", "2001:db8:7::/48")).toHaveLength(2);
});

describe("a rule that forbids", () => {
  const deny = { action: "deny", protocol: "tcp", destinationPort: "25" };

  test("needs a twin where the other family is let through", () => {
    expect(names(firewall(v4(), v6(), v4(deny, "no-mail-ipv4")))).toEqual(["no-mail-ipv4"]);
    expect(
      names(firewall(v4(), v6(), v6({ ...deny, action: "reject" }, "no-mail-ipv6"), v4(deny, "no-mail-ipv4"))),
    ).toEqual([]);
    expect(names(firewall(v4(), v4(deny, "no-mail-ipv4")))).toEqual(["fw-ipv4"]);
  });

  test("of everything, as every policy ends, needs none", () => {
    expect(names(firewall(v4(), v6(), rule("last", { action: "deny", protocol: "any" })))).toEqual([]);
  });

  test("in IPv4 alone leaves IPv6 wider, in every phase", () => {
    const levels = (...rules: Draft[]) =>
      findings(policy, preview(firewall(v4(), v6(), ...rules)), { phase: 1 }).map(({ level }) => level);
    expect(levels(v4(deny, "no-mail-ipv4"))).toEqual(["mandatory"]);
    expect(levels(v6(deny, "no-mail-ipv6"))).toEqual(["advisory"]);
    expect(levels(v4({ destinationPort: "80" }, "http-ipv4"))).toEqual(["advisory"]);
    expect(levels(v6({ destinationPort: "80" }, "http-ipv6"))).toEqual(["mandatory"]);
  });
});

test("what is not known yet may be the twin", () => {
  expect(names(firewall(v4(), v6({ protocol: UNKNOWN })))).toEqual([]);
  expect(names(firewall(v4(), v6({ sourceIpAddress: UNKNOWN })))).toEqual([]);
  expect(names(firewall(v4({ destinationIpAddress: UNKNOWN })))).toEqual([]);
  const policies: Draft = { type: FIREWALL_POLICY, name: "in", inputs: { rules: UNKNOWN } };
  expect(names([v4(), policies])).toEqual([]);
  expect(names(firewall(v4()), {}, blind)).toEqual([]);
  const outside: Draft = {
    type: FIREWALL_POLICY,
    name: "in",
    inputs: { rules: [ref("fw-ipv4"), "made-elsewhere"] },
  };
  expect(names([v4(), outside])).toEqual([]);
});

test("rules of no policy of the stack are held against each other; mode v6-only needs no twins", () => {
  expect(names([v4(), v6()])).toEqual([]);
  expect(names([v4()])).toEqual(["fw-ipv4"]);
  expect(names([v6()], { mode: "v6-only" })).toEqual([]);
});
