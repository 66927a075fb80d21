import { expect, test } from "vitest";
import { preview, ref, urnOf } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { NETWORK, SUBNET } from "../../resources/types.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { networkDualStack as policy } from "./network-dual-stack.ts";

test("a network with both families passes", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  expect(messages(policy, applied(compliantTenant()))).toEqual([]);
});

/** The tenant without the IPv6 subnet of its dmz, and without what is in it. */
const withoutIpv6 = without(
  compliantTenant(),
  "dmz-ipv6",
  "router-dmz-ipv6",
  "web-1-port",
  "web-2-port",
  "web-1",
  "web-2",
  "portal",
);

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a network without its IPv6 subnet fails %s", (_, view) => {
  expect(messages(policy, view(withoutIpv6))).toEqual([
    'Network "dmz" has IPv4 subnets only: "dmz-ipv4" (10.96.32.0/24); NET-01 wants at least one IPv6 subnet beside them. Fix: add a Subnet with ipVersion 6 and a /64 of the plan to the network, or use DualStackNetwork',
  ]);
});

test("a network without its IPv4 subnet fails, except in mode v6-preferred", () => {
  const drafts = without(compliantTenant(), "app-ipv4", "router-app-ipv4");
  expect(messages(policy, preview(drafts))).toEqual([
    'Network "app" has IPv6 subnets only: "app-ipv6" (3fff:38:60:3000::/64); NET-01 wants at least one IPv4 subnet beside them while the mode is not v6-only. Fix: add a Subnet with ipVersion 4, or set the tenant\'s mode to v6-only',
  ]);
  expect(messages(policy, preview(drafts), { mode: "v6-preferred" })).toEqual([]);
});

test("in mode v6-only an IPv4 subnet fails and IPv6 alone passes", () => {
  const drafts = without(compliantTenant(), "app-ipv4", "router-app-ipv4");
  const found = messages(policy, preview(drafts), { mode: "v6-only" });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('Network "dmz" has IPv4 subnets "dmz-ipv4" (10.96.32.0/24) in mode v6-only');
});

test("an external network is left to RTR-02", () => {
  expect(messages(policy, preview([{ type: NETWORK, name: "internet", inputs: { external: true } }]))).toEqual([]);
});

test("in phase 1 the finding advises", () => {
  const drafts = [{ type: NETWORK, name: "bare", inputs: {} }];
  expect(findings(policy, preview(drafts)).map((finding) => finding.level)).toEqual(["mandatory"]);
  expect(findings(policy, preview(drafts), { phase: 1 }).map((finding) => finding.level)).toEqual(["advisory"]);
});

test("while a subnet's network or family is unknown, nothing is said to be missing", () => {
  // app-ipv6 has an unknown network: it may be the one that dmz lacks.
  expect(messages(policy, blind(withoutIpv6))).toEqual([]);
  const unknownFamily = change(compliantTenant(), "dmz-ipv6", { ipVersion: UNKNOWN, cidr: UNKNOWN });
  expect(messages(policy, preview(unknownFamily))).toEqual([]);
});

test("a subnet on a network made elsewhere is no fault", () => {
  const drafts = [
    { type: SUBNET, name: "guest", inputs: { networkId: "made-elsewhere", cidr: "10.0.0.0/24", ipVersion: 4 } },
  ];
  expect(messages(policy, preview(drafts))).toEqual([]);
});

test("where only IPv4 subnets can be a network's, it fails without saying which they are", () => {
  const drafts = [
    ...["a", "b"].map((name) => ({ type: NETWORK, name, inputs: {} })),
    ...["s", "t"].map((name) => ({ type: SUBNET, name, inputs: { networkId: ref("a"), cidr: "10.96.32.0/24" } })),
  ];
  // An index that the program computes: either network.
  const networkId = drafts.slice(0, 2).map(({ name, type }) => urnOf(name, type));
  const resources = preview(drafts).map((each) =>
    each.type === SUBNET ? { ...each, propertyDependencies: { networkId } } : each,
  );
  expect(messages(policy, resources)[0]).toContain(
    'Network "a" has IPv4 subnets only: some of the stack\'s IPv4 subnets; NET-01 wants',
  );
});
