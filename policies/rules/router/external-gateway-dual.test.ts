import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { NETWORK, SUBNET, ROUTER } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { externalGatewayDual as policy } from "./external-gateway-dual.ts";

const external = (families: readonly (4 | 6)[]): Draft[] => [
  { type: NETWORK, name: "uplink", inputs: { external: true } },
  ...families.map((ipVersion): Draft => ({
    type: SUBNET,
    name: `uplink-ipv${ipVersion}`,
    inputs: { networkId: ref("uplink"), ipVersion, cidr: ipVersion === 4 ? "192.0.2.0/24" : "2001:db8::/64" },
  })),
  { type: ROUTER, name: "edge", inputs: { externalNetworkId: ref("uplink") } },
];
const router = (externalNetworkId: unknown): Draft[] => [{ type: ROUTER, name: "edge", inputs: { externalNetworkId } }];

test("an external network of the stack with both families passes", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
  for (const view of [preview, applied]) expect(messages(policy, view(external([4, 6])))).toEqual([]);
});

test("one without IPv6 fails", () => {
  expect(messages(policy, preview(external([4])))).toEqual([
    'Router "edge" goes out through Network "uplink", which has only "uplink-ipv4" (192.0.2.0/24); RTR-02 wants an external network with subnets of both families. Fix: add an IPv6 subnet to Network "uplink"',
  ]);
});

test("one without IPv4 fails, except in mode v6-only", () => {
  expect(messages(policy, applied(external([6])))).toHaveLength(1);
  expect(messages(policy, applied(external([6])), { mode: "v6-only" })).toEqual([]);
});

test("one made elsewhere is judged by what is recorded, like with like", () => {
  expect(messages(policy, preview(router("internet")), tenantContext)).toEqual([]);
  expect(messages(policy, preview(router("legacy")), tenantContext)[0]).toContain(
    "goes out through the external network legacy; RTR-02 wants one that is recorded as dual-stack (internet)",
  );
  expect(messages(policy, preview(router("3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11")), tenantContext)).toEqual([]);
  expect(messages(policy, preview(router("legacy")))).toEqual([]);
});

test("one that the program looks up is judged by its name too, and not by the subnets that are made elsewhere", () => {
  const through = (name: string): Draft[] => [
    { type: NETWORK, name: "uplink", inputs: { name, external: true }, external: true },
    { type: ROUTER, name: "edge", inputs: { externalNetworkId: ref("uplink") } },
  ];
  for (const view of [preview, applied]) {
    expect(messages(policy, view(through("internet")), tenantContext)).toEqual([]);
    expect(messages(policy, view(through("legacy")), tenantContext)[0]).toContain("the external network legacy;");
    expect(messages(policy, view(through("legacy")))).toEqual([]);
  }
});

test("in phase 1 the finding advises", () => {
  expect(findings(policy, preview(external([4])), { phase: 1 })[0]?.level).toBe("advisory");
});

test("an unknown network, and one whose subnets are unknown, are not judged", () => {
  expect(messages(policy, preview(router(UNKNOWN)), tenantContext)).toEqual([]);
  expect(messages(policy, blind(external([4])))).toEqual([]);
  expect(
    messages(policy, preview(change(external([4]), "uplink-ipv4", { ipVersion: UNKNOWN, cidr: UNKNOWN }))),
  ).toEqual([]);
});
