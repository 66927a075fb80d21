import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { balancer } from "../../examples/load-balancer/portal.ts";
import { UNKNOWN } from "../../policy.ts";
import { LOAD_BALANCER } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { lbPair as policy } from "./lb-pair.ts";

const pair = [balancer(4), balancer(6)];
const named = (name: string, inputs: Record<string, unknown>): Draft => ({ type: LOAD_BALANCER, name, inputs });
const inTenant = (...drafts: Draft[]) => [...compliantTenant(), ...drafts];

test("a pair passes, by tag and by name", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(pair))).toEqual([]);
  for (const [a, b] of [
    ["web-ipv4", "web-ipv6"],
    ["web_v4", "web_v6"],
    ["web", "web-v6"],
    ["application loadbalancer ", "application loadbalancer IPv6"],
    ["api_lb", "api_v6_lb"],
    ["www", "www6"],
    ["dns", "v6-dns"],
    ["NTP", "ntp (IPv6)"],
  ] as const)
    expect(
      messages(policy, preview([named(a, { vipAddress: "10.0.0.1" }), named(b, { vipAddress: "3fff:38::1" })])),
    ).toEqual([]);
});

test("a balancer with an IPv4 address alone fails", () => {
  expect(messages(policy, preview([balancer(4)]))).toEqual([
    'LoadBalancer "portal-ipv4" is all that service "portal" has, with an IPv4 address (10.96.32.100); LB-01 wants a second load balancer with an IPv6 address. Fix: add a LoadBalancer with an address of the missing family and the same tag svc:<service>, with the same listeners',
  ]);
});

test("IPv6 alone passes in modes v6-only and v6-preferred, and fails in dual", () => {
  expect(messages(policy, preview([balancer(6)]))[0]).toContain("a second load balancer with an IPv4 address");
  for (const mode of ["v6-only", "v6-preferred"] as const)
    expect(messages(policy, preview([balancer(6)]), { mode })).toEqual([]);
  expect(messages(policy, preview([balancer(4)]), { mode: "v6-only" })[0]).toContain("an IPv6 address in mode v6-only");
});

test("two services are no pair", () => {
  const addresses = { vipAddress: "10.0.0.1" };
  expect(messages(policy, preview([named("web-4", addresses), named("web-6", addresses)]))).toHaveLength(2);
  const other = change([balancer(6)], "portal-ipv6", { tags: ["svc:mail"] });
  expect(messages(policy, preview([balancer(4), ...other]))).toHaveLength(2);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("the family is that of the subnet, the port or the only subnet of the network %s", (_, view) => {
  const subnet = inTenant(named("a-v4", { vipSubnetId: ref("dmz-ipv4") }));
  expect(messages(policy, view(subnet))[0]).toContain("with an IPv4 address");
  const both = inTenant(
    named("a-v4", { vipSubnetId: ref("dmz-ipv4") }),
    named("a-v6", { vipSubnetId: ref("dmz-ipv6") }),
  );
  expect(messages(policy, view(both))).toEqual([]);
  const port = change(inTenant(named("a", { vipPortId: ref("web-1-port") })), "web-1-port", {
    fixedIps: [{ subnetId: ref("dmz-ipv4") }],
  });
  expect(messages(policy, view(port))).toHaveLength(1);
  // A network of both families: Octavia takes one of them, and which is not ours to guess.
  expect(messages(policy, view(inTenant(named("a", { vipNetworkId: ref("dmz") }))))).toEqual([]);
});

test("in phase 1 it advises", () => {
  expect(findings(policy, preview([balancer(4)]), { phase: 1 })[0]?.level).toBe("advisory");
  expect(findings(policy, preview([balancer(4)]), { phase: 2 })[0]?.level).toBe("mandatory");
});

test("an unknown address or unknown tags are not judged", () => {
  expect(messages(policy, preview(change([balancer(4)], "portal-ipv4", { vipAddress: UNKNOWN })))).toEqual([]);
  const twin = change(pair, "portal-ipv6", { vipAddress: UNKNOWN });
  expect(messages(policy, preview(twin))).toEqual([]);
  const digits = [named("www", { vipAddress: "10.0.0.1" }), named("www6", { vipAddress: UNKNOWN })];
  expect(messages(policy, preview(digits))).toEqual([]);
  expect(messages(policy, preview([...change([balancer(4)], "portal-ipv4", { tags: UNKNOWN })]))).toEqual([]);
});
