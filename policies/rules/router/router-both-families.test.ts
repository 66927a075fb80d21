import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { PORT, ROUTER_INTERFACE, STACK_REFERENCE } from "../../resources/types.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { routerBothFamilies as policy } from "./router-both-families.ts";

test("a router with both legs of each network passes", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  expect(messages(policy, applied(compliantTenant()))).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a router without the IPv6 leg fails %s", (_, view) => {
  expect(messages(policy, view(without(compliantTenant(), "router-dmz-ipv6")))).toEqual([
    'Router "router" routes Network "dmz" over IPv4 only: "dmz-ipv4" (10.96.32.0/24); RTR-01 wants its IPv6 subnet "dmz-ipv6" (3fff:38:60:2000::/64) attached too. Fix: add a RouterInterface for Subnet "dmz-ipv6", or use TenantRouter',
  ]);
});

test("a router without the IPv4 leg fails, except in mode v6-only", () => {
  const drafts = without(compliantTenant(), "router-app-ipv4");
  expect(messages(policy, preview(drafts))[0]).toContain('routes Network "app" over IPv6 only');
  expect(messages(policy, preview(drafts), { mode: "v6-only" })).toEqual([]);
});

test("a network that has no IPv6 subnet is NET-01's finding", () => {
  expect(messages(policy, preview(without(compliantTenant(), "app-ipv6", "router-app-ipv6")))).toEqual([]);
});

test("a leg by a port counts", () => {
  const drafts: Draft[] = [
    ...without(compliantTenant(), "router-app-ipv6"),
    { type: PORT, name: "leg", inputs: { networkId: ref("app"), fixedIps: [{ subnetId: ref("app-ipv6") }] } },
    { type: ROUTER_INTERFACE, name: "by-port", inputs: { routerId: ref("router"), portId: ref("leg") } },
  ];
  expect(messages(policy, preview(drafts))).toEqual([]);
  expect(messages(policy, applied(drafts))).toEqual([]);
});

test("a router made elsewhere is judged by the legs of this stack", () => {
  const drafts = without(
    compliantTenant(),
    "router",
    "router-app-ipv6",
    "router-app-ipv4",
    "router-dmz-ipv4",
    "router-dmz-ipv6",
  );
  const leg: Draft = {
    type: ROUTER_INTERFACE,
    name: "leg",
    inputs: { routerId: "made-elsewhere", subnetId: ref("app-ipv4") },
  };
  expect(messages(policy, preview([...drafts, leg]))[0]).toContain(
    'RouterInterface "leg" routes Network "app" over IPv4 only',
  );
});

test("so is a router that another stack's output names, while its id is unknown", () => {
  const legs = ["ipv4", "ipv6"].map((family): Draft => ({
    type: ROUTER_INTERFACE,
    name: `leg-${family}`,
    inputs: { routerId: ref("platform"), subnetId: ref(`app-${family}`) },
  }));
  const drafts: Draft[] = [
    ...without(compliantTenant(), "router", "router-app-ipv6", "router-app-ipv4", "router-dmz-ipv4", "router-dmz-ipv6"),
    { type: STACK_REFERENCE, name: "platform", inputs: {} },
    ...legs,
  ];
  expect(messages(policy, preview(drafts))).toEqual([]);
  expect(messages(policy, preview(without(drafts, "leg-ipv6")))[0]).toContain(
    'RouterInterface "leg-ipv4" routes Network "app" over IPv4 only',
  );
});

test("in phase 1 the finding advises", () => {
  const found = findings(policy, preview(without(compliantTenant(), "router-dmz-ipv6")), { phase: 1 });
  expect(found.map((finding) => finding.level)).toEqual(["advisory"]);
});

test("while a leg's subnet or router is unknown, nothing is said to be missing", () => {
  const drafts = without(compliantTenant(), "router-dmz-ipv6");
  expect(messages(policy, blind(drafts))).toEqual([]);
  expect(messages(policy, preview(change(compliantTenant(), "router-dmz-ipv6", { subnetId: UNKNOWN })))).toEqual([]);
});
