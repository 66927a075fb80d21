import { describe, expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { judge } from "../../judge.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext } from "../../policy.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { COMPUTE_SEC_GROUP, INSTANCE, NETWORK, SUBNET } from "../types.ts";
import { withInlineRules } from "./inline-rules.ts";

const group = (...rules: unknown[]): Draft => ({
  type: COMPUTE_SEC_GROUP,
  name: "web",
  inputs: { name: "web", rules },
});
const tcp = (port: number, more: Record<string, unknown>) => ({
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  ...more,
});
const told = (resources: readonly JudgedResource[], context: PolicyContext = {}) =>
  judge(resources, context).findings.map(({ policy, level, resource, message }) => [
    `${policy} ${level} ${resource.split("::").at(-1)}`,
    message.en.split(";")[0],
  ]);

test("rules inside a group are Neutron's, of the family of their prefix", () => {
  const rules = withInlineRules(
    applied([
      group(
        tcp(443, { cidr: "0.0.0.0/0" }),
        { ipProtocol: "ICMP", fromPort: -1, toPort: -1, cidr: "2001:db8::/32" },
        tcp(22, { self: true }),
        tcp(80, {}),
      ),
    ]),
  ).slice(1);
  const [https, ping, own, bare] = rules.map(({ inputs }) => inputs);
  const common = { securityGroupId: "id-of-web", direction: "ingress" };
  expect(https).toEqual({
    ...common,
    ethertype: "IPv4",
    protocol: "tcp",
    portRangeMin: 443,
    portRangeMax: 443,
    remoteIpPrefix: "0.0.0.0/0",
  });
  expect(ping).toEqual({ ...common, ethertype: "IPv6", protocol: "ipv6-icmp", remoteIpPrefix: "2001:db8::/32" });
  expect(own).toMatchObject({ ethertype: "IPv4", remoteGroupId: UNKNOWN });
  expect(bare).toMatchObject({ remoteIpPrefix: "0.0.0.0/0" });
});

test("a stack without such groups is the very same list", () => {
  const resources = preview([{ type: NETWORK, name: "n", inputs: {} }]);
  expect(withInlineRules(resources)).toBe(resources);
});

describe.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("%s", (_, view) => {
  test("they are judged like any other, and stand for their group", () => {
    expect(told(view([group(tcp(22, { cidr: "::/0" }), tcp(22, { cidr: "10.0.0.0/24" }))]))).toEqual([
      ["SEC-01 advisory web", 'SecGroup "web" keeps Neutron\'s default rules, which let everything out'],
      ["SEC-02 mandatory web", expect.stringContaining('SecGroupRule "web rules[0]" of SecGroup "web" lets in tcp 22')],
      ["SEC-02 mandatory web", expect.stringContaining('SecGroupRule "web rules[1]" of SecGroup "web" lets in tcp 22')],
      [
        "SEC-04 mandatory web",
        'SecGroupRule "web rules[0]" lets in tcp 22 (administrative or database port 22) from ::/0, that is everyone',
      ],
      ["SEC-09 advisory web", 'SecGroupRule "web rules[0]" lets in tcp 22 from ::/0'],
    ]);
  });

  test("a pair of both families passes, and a server that names the group is judged by it", () => {
    const pair = group(tcp(443, { cidr: "0.0.0.0/0" }), tcp(443, { cidr: "::/0" }));
    const around: Draft[] = [
      { type: NETWORK, name: "net", inputs: {} },
      { type: SUBNET, name: "v4", inputs: { networkId: ref("net"), ipVersion: 4, cidr: "10.0.0.0/24" } },
      {
        type: SUBNET,
        name: "v6",
        inputs: {
          networkId: ref("net"),
          ipVersion: 6,
          cidr: "2001:db8:1::/64",
          ipv6AddressMode: "slaac",
          ipv6RaMode: "slaac",
          dnsNameservers: ["2001:db8::53", "2001:db8::54"],
        },
      },
      {
        type: INSTANCE,
        name: "server",
        inputs: { keyPair: "operators", networks: [{ uuid: ref("net") }], securityGroups: ["web"] },
      },
    ];
    expect(told(view([pair, ...around])).map(([what]) => what)).toEqual(["SEC-01 advisory web", "SEC-05 advisory web"]);
  });
});

test("what is not known yet is not judged", () => {
  const unknown: Draft = { type: COMPUTE_SEC_GROUP, name: "web", inputs: { rules: UNKNOWN } };
  const cases = [
    [unknown],
    [group(UNKNOWN)],
    [group(tcp(22, { cidr: UNKNOWN }))],
    [group(tcp(22, { fromGroupId: UNKNOWN }), tcp(22, { cidr: UNKNOWN }))],
  ];
  for (const drafts of cases)
    for (const view of [preview, blind])
      expect(told(view(drafts)).map(([what]) => what)).toEqual(["SEC-01 advisory web"]);
});
