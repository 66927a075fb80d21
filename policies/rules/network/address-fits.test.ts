import { describe, expect, test } from "vitest";
import { NETWORK_ID } from "../../examples/building-blocks.ts";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { examples } from "../../examples/network/address-fits.ts";
import { UNKNOWN } from "../../policy.ts";
import * as type from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { addressFits as policy } from "./address-fits.ts";

const one = (kind: string, inputs: Record<string, unknown>): Draft => ({ type: kind, name: "subject", inputs });
const subnet = (inputs: Record<string, unknown>) => one(type.SUBNET, { networkId: NETWORK_ID, ...inputs });
/** What is found, without the words around it. */
const found = (drafts: Draft[], view = preview) =>
  messages(policy, view(drafts)).map((message) => /^\S+ "[^"]+" (.*?); NET-14/.exec(message)?.[1]);
const V6 = "3fff:38:60:2000::/64";

test("the example passes in every view, and so does a tenant", () => {
  for (const view of [preview, applied, blind]) {
    expect(messages(policy, view(examples.passes))).toEqual([]);
    expect(messages(policy, view(compliantTenant()))).toEqual([]);
  }
});

test("the example that fails says what was found, what is wanted and how to come there", () => {
  const message =
    'Subnet "dmz-ipv6" has ipVersion 4 and cidr 3fff:38:60:2005::/64; NET-14 wants one family, IPv4 or IPv6. Fix: set ipVersion to the family of the prefix, or take an address of the right family';
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.fails))).toEqual([message]);
});

describe("two families in one resource fail", () => {
  test.each<[string, Draft, string]>([
    ["a subnet whose version is left out", subnet({ cidr: V6 }), `has ipVersion 4 (unset) and cidr ${V6}`],
    ["the other way round", subnet({ cidr: "10.0.0.0/24", ipVersion: 6 }), "has ipVersion 6 and cidr 10.0.0.0/24"],
    ["a version that is a text", subnet({ cidr: V6, ipVersion: "4" }), `has ipVersion 4 and cidr ${V6}`],
    [
      "a gateway",
      subnet({ cidr: "10.0.0.0/24", ipVersion: 4, gatewayIp: "fe80::1" }),
      "has ipVersion 4 and gatewayIp fe80::1",
    ],
    [
      "an IPv4 gateway",
      subnet({ cidr: V6, ipVersion: 6, gatewayIp: "10.0.0.1" }),
      "has ipVersion 6 and gatewayIp 10.0.0.1",
    ],
    [
      "a range of addresses",
      subnet({ cidr: V6, ipVersion: 6, allocationPools: [{ start: "10.0.0.9", end: "10.0.0.99" }] }),
      "has ipVersion 6 and allocationPools 10.0.0.9",
    ],
    [
      "IPv6 modes on an IPv4 subnet",
      subnet({ cidr: "10.0.0.0/24", ipv6RaMode: "slaac" }),
      "has ipVersion 4 (unset) and ipv6RaMode slaac",
    ],
    [
      "the prefixes of a pool",
      one(type.SUBNET_POOL, { prefixes: ["10.0.0.0/8", "3fff:38::/40"] }),
      "has prefixes 10.0.0.0/8 and prefixes 3fff:38::/40",
    ],
    [
      "a firewall rule",
      one(type.FIREWALL_RULE, { sourceIpAddress: "3fff:38::/40" }),
      "has ipVersion 4 (unset) and sourceIpAddress 3fff:38::/40",
    ],
    [
      "its other end",
      one(type.FIREWALL_RULE, { ipVersion: 6, sourceIpAddress: "::/0", destinationIpAddress: "10.0.0.1" }),
      "has ipVersion 6 and destinationIpAddress 10.0.0.1",
    ],
    [
      "a group of endpoints",
      one(type.ENDPOINT_GROUP, { type: "cidr", endpoints: ["10.0.0.0/8", V6] }),
      `has endpoints 10.0.0.0/8 and endpoints ${V6}`,
    ],
    [
      "the prefixes of a VPN's peer",
      one(type.SITE_CONNECTION, { peerCidrs: [V6, "10.0.0.0/8"] }),
      `has peerCidrs ${V6} and peerCidrs 10.0.0.0/8`,
    ],
    [
      "a floating address",
      one(type.FLOATING_IP, { address: "3fff:38::1" }),
      "has an address that floats, IPv4 alone and address 3fff:38::1",
    ],
    ["an A record", one(type.RECORD_SET, { type: "A", records: ["3fff:38::1"] }), "has type A and records 3fff:38::1"],
    [
      "a route of a subnet",
      one(type.SUBNET_ROUTE, { destinationCidr: "::/0", nextHop: "10.0.0.1" }),
      "has destinationCidr ::/0 and nextHop 10.0.0.1",
    ],
  ])("%s", (_, draft, said) => {
    for (const view of [preview, applied, blind]) expect(found([draft], view)).toEqual([said]);
  });

  test("also beside good ones, and where another resource says the family", () => {
    const around: Draft[] = [
      { type: type.ADDRESS_SCOPE, name: "scope", inputs: {} },
      { type: type.SUBNET_POOL, name: "pool", inputs: { addressScopeId: ref("scope"), prefixes: ["3fff:38::/40"] } },
      { type: type.LOAD_BALANCER, name: "lb", inputs: { vipAddress: "3fff:38::1" } },
      { type: type.LISTENER, name: "listener", inputs: { loadbalancerId: ref("lb"), allowedCidrs: ["10.0.0.0/8"] } },
      { type: type.NETWORK, name: "lan", inputs: {} },
      { ...subnet({ networkId: ref("lan"), cidr: V6, ipVersion: 6 }), name: "lan-ipv6" },
      { type: type.SUBNET_ROUTE, name: "route", inputs: { subnetId: ref("lan-ipv6"), destinationCidr: "10.0.0.0/8" } },
      { type: type.BGP_SPEAKER, name: "speaker", inputs: { networks: [ref("lan")] } },
      { type: type.ENDPOINT_GROUP, name: "local", inputs: { type: "subnet", endpoints: [ref("lan-ipv6")] } },
      { type: type.ENDPOINT_GROUP, name: "peer", inputs: { type: "cidr", endpoints: ["192.0.2.0/24"] } },
      { type: type.SITE_CONNECTION, name: "vpn", inputs: { localEpGroupId: ref("local"), peerEpGroupId: ref("peer") } },
    ];
    for (const view of [preview, applied])
      expect(new Set(found([...compliantTenant(), ...around, subnet({ cidr: V6 })], view))).toEqual(
        new Set([
          "has addressScopeId of ipVersion 4 and prefixes 3fff:38::/40",
          "has a load balancer of IPv6 and allowedCidrs 10.0.0.0/8",
          'has subnetId of "lan-ipv6", IPv6 and destinationCidr 10.0.0.0/8',
          'has ipVersion 4 (unset) and network "lan" of IPv6 alone',
          'has localEpGroupId with endpoints "lan-ipv6" of IPv6 and peerEpGroupId with endpoints 192.0.2.0/24',
          `has ipVersion 4 (unset) and cidr ${V6}`,
        ]),
      );
  });

  test.each([
    ["a link-local gateway of an IPv6 subnet", subnet({ cidr: V6, ipVersion: 6, gatewayIp: "fe80::1" })],
    ["a subnet of IPv4, whose version is left out", subnet({ cidr: "10.0.0.0/24" })],
    ["AAAA records, which are DNS-02's", one(type.RECORD_SET, { type: "AAAA", records: ["10.0.0.1"] })],
    ["routes of routers, which are RTR-03's", one(type.ROUTER_ROUTE, { destinationCidr: "::/0", nextHop: "10.0.0.1" })],
  ])("%s does not", (_, draft) => {
    expect(found([draft])).toEqual([]);
  });
});

describe("a chosen address", () => {
  const lan = (mode: Record<string, unknown> = {}): Draft[] => [
    { type: type.NETWORK, name: "lan", inputs: {} },
    { ...subnet({ networkId: ref("lan"), cidr: "10.0.0.0/24", ipVersion: 4 }), name: "lan-ipv4" },
    { ...subnet({ networkId: ref("lan"), cidr: V6, ipVersion: 6, ...mode }), name: "lan-ipv6" },
  ];
  const slaac = lan({ ipv6AddressMode: "slaac", ipv6RaMode: "slaac" });
  const port = (fixedIps: unknown, more: Record<string, unknown> = {}) =>
    one(type.PORT, { networkId: ref("lan"), fixedIps, ...more });

  test.each<[string, Draft, string]>([
    [
      "of a port",
      port([{ subnetId: ref("lan-ipv4"), ipAddress: "10.0.1.5" }]),
      'has fixedIps[0].ipAddress 10.0.1.5, outside "lan-ipv4" (10.0.0.0/24)',
    ],
    [
      "of the other family",
      port([{ subnetId: ref("lan-ipv6"), ipAddress: "10.0.0.5" }]),
      `has fixedIps[0].ipAddress 10.0.0.5, outside "lan-ipv6" (${V6})`,
    ],
    [
      "of a port that names no subnet",
      port([{ ipAddress: "3fff:38:60:2001::5" }]),
      `has fixedIps[0].ipAddress 3fff:38:60:2001::5, outside "lan-ipv4" (10.0.0.0/24), "lan-ipv6" (${V6})`,
    ],
    [
      "of a server",
      one(type.INSTANCE, { networks: [{ uuid: ref("lan"), fixedIpV4: "10.9.0.5" }] }),
      `has networks[0].fixedIpV4 10.9.0.5, outside "lan-ipv4" (10.0.0.0/24), "lan-ipv6" (${V6})`,
    ],
    [
      "of a load balancer",
      one(type.LOAD_BALANCER, { vipSubnetId: ref("lan-ipv4"), vipAddress: "10.0.2.5" }),
      'has vipAddress 10.0.2.5, outside "lan-ipv4" (10.0.0.0/24)',
    ],
    [
      "of a router's way out",
      one(type.ROUTER, { externalFixedIps: [{ subnetId: ref("lan-ipv4"), ipAddress: "10.0.2.1" }] }),
      'has externalFixedIps[0].ipAddress 10.0.2.1, outside "lan-ipv4" (10.0.0.0/24)',
    ],
  ])("%s lies in its subnet", (_, draft, said) => {
    for (const view of [preview, applied]) expect(found([...lan(), draft], view)).toEqual([said]);
  });

  test.each([
    ["slaac", "slaac"],
    ["dhcpv6-stateless", "dhcpv6-stateless"],
  ])("is none on a subnet of mode %s", (ipv6AddressMode, ipv6RaMode) => {
    const drafts = lan({ ipv6AddressMode, ipv6RaMode });
    const address = "3fff:38:60:2000::5";
    const said = (input: string) => `has ${input} ${address} of Subnet "lan-ipv6", which gives addresses by itself`;
    for (const fixedIps of [[{ subnetId: ref("lan-ipv6"), ipAddress: address }], [{ ipAddress: address }]])
      for (const view of [preview, applied])
        expect(found([...drafts, port(fixedIps)], view)).toEqual([said("fixedIps[0].ipAddress")]);
    const balancer = one(type.LOAD_BALANCER, { vipSubnetId: ref("lan-ipv6"), vipAddress: address });
    const server = one(type.INSTANCE, { networks: [{ uuid: ref("lan"), fixedIpV6: address }] });
    expect(found([...drafts, balancer])).toEqual([said("vipAddress")]);
    expect(found([...drafts, server])).toEqual([said("networks[0].fixedIpV6")]);
    // What stands shows the address that it was given under the same name.
    for (const draft of [balancer, server]) expect(found([...drafts, draft], applied)).toEqual([]);
  });

  test.each<[string, Draft[]]>([
    ["on a subnet with DHCPv6", [...lan(), port([{ subnetId: ref("lan-ipv6"), ipAddress: "3fff:38:60:2000::5" }])]],
    ["of IPv4 beside SLAAC", [...slaac, port([{ subnetId: ref("lan-ipv4"), ipAddress: "10.0.0.5" }])]],
    ["left to the subnet", [...slaac, port([{ subnetId: ref("lan-ipv6") }])]],
    [
      "of a router's leg on SLAAC",
      [...slaac, port([{ ipAddress: "3fff:38:60:2000::1" }], { deviceOwner: "network:router_interface" })],
    ],
    ["on a network made elsewhere", [port([{ ipAddress: "192.0.2.5" }], { networkId: NETWORK_ID })]],
    ["on a subnet made elsewhere", [...lan(), port([{ subnetId: "elsewhere", ipAddress: "192.0.2.5" }])]],
  ])("passes %s", (_, drafts) => {
    for (const view of [preview, applied]) expect(found(drafts, view)).toEqual([]);
  });
});

test("unknown values are not judged", () => {
  expect(found(change(examples.fails, "dmz-ipv6", { ipVersion: UNKNOWN }))).toEqual([]);
  expect(
    found(change(examples.fails, "dmz-ipv6", { cidr: UNKNOWN, ipv6AddressMode: UNKNOWN, ipv6RaMode: UNKNOWN })),
  ).toEqual([]);
  const tenant = compliantTenant();
  for (const fixedIps of [UNKNOWN, [UNKNOWN], [{ subnetId: UNKNOWN, ipAddress: "192.0.2.1" }]])
    expect(found(change(tenant, "web-1-port", { fixedIps }))).toEqual([]);
  expect(found(change(tenant, "dmz-ipv4", { cidr: UNKNOWN }))).toEqual([]);
});
