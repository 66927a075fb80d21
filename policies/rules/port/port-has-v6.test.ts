import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { ROUTER_INTERFACE, PORT } from "../../resources/types.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { portHasV6 as policy } from "./port-has-v6.ts";

const only = (family: "ipv4" | "ipv6") =>
  change(compliantTenant(), "web-1-port", { fixedIps: [{ subnetId: ref(`dmz-${family}`) }] });

test("a port with both addresses passes, and one that leaves them to Neutron", () => {
  for (const view of [preview, applied]) {
    expect(messages(policy, view(compliantTenant()))).toEqual([]);
    expect(messages(policy, view(change(compliantTenant(), "web-1-port", { fixedIps: undefined })))).toEqual([]);
  }
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("an IPv4 address alone on a DHCPv6-stateful network fails %s", (_, view) => {
  expect(messages(policy, view(only("ipv4")))).toEqual([
    'Port "web-1-port" asks for IPv4 only (an address of "dmz-ipv4") on Network "dmz", whose IPv6 subnet gives no address by itself; PRT-01 wants an IPv6 address on every port. Fix: add a fixedIps entry with the network\'s IPv6 subnet, or leave fixedIps out',
  ]);
});

test("an IPv6 address alone passes", () => {
  expect(messages(policy, preview(only("ipv6")))).toEqual([]);
});

test("a SLAAC subnet gives every port an address", () => {
  expect(
    messages(policy, preview(change(only("ipv4"), "dmz-ipv6", { ipv6AddressMode: "slaac", ipv6RaMode: "slaac" }))),
  ).toEqual([]);
});

test("ports without addresses and routers' legs are left out", () => {
  const bare = change(compliantTenant(), "web-1-port", { noFixedIp: true, fixedIps: undefined });
  expect(messages(policy, preview(bare))).toEqual([]);
  const leg: Draft[] = [
    { type: PORT, name: "leg", inputs: { networkId: ref("app"), fixedIps: [{ subnetId: ref("app-ipv4") }] } },
    { type: ROUTER_INTERFACE, name: "by-port", inputs: { routerId: ref("router"), portId: ref("leg") } },
  ];
  expect(messages(policy, preview([...compliantTenant(), ...leg]))).toEqual([]);
});

test("a port on a network without IPv6, or made elsewhere, is not the fault", () => {
  expect(
    messages(policy, preview(without(only("ipv4"), "dmz-ipv6", "router-dmz-ipv6", "web-2-port", "web-2"))),
  ).toEqual([]);
  const outside = change(only("ipv4"), "web-1-port", {
    networkId: "made-elsewhere",
    fixedIps: [{ subnetId: "elsewhere", ipAddress: "10.96.32.5" }],
  });
  expect(messages(policy, preview(outside))).toEqual([]);
});

test("in phase 1 the finding advises", () => {
  expect(findings(policy, preview(only("ipv4")), { phase: 1 })[0]?.level).toBe("advisory");
});

test("while the subnet, the mode or the network is unknown, nothing is judged", () => {
  expect(messages(policy, blind(only("ipv4")))).toEqual([]);
  expect(messages(policy, preview(change(only("ipv4"), "dmz-ipv6", { ipv6AddressMode: UNKNOWN })))).toEqual([]);
  expect(messages(policy, preview(change(compliantTenant(), "web-1-port", { fixedIps: UNKNOWN })))).toEqual([]);
});
