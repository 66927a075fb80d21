import { expect, test } from "vitest";
import { preview, ref } from "../../examples/drafts.ts";
import { examples } from "../../examples/vpn/vpn-both-families.ts";
import { UNKNOWN } from "../../policy.ts";
import { SUBNET } from "../../resources/types.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { vpnBothFamilies as policy } from "./vpn-both-families.ts";

const both = examples.passes;
const V4 = "government-cloud-ipv4";
const V6 = "government-cloud-ipv6";

test("two connections to one peer pass", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(both))).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("IPv4 alone fails %s", (_, view) => {
  expect(messages(policy, view(examples.fails))).toEqual([
    'SiteConnection "government-cloud-ipv4" carries IPv4 only to peer 203.0.113.9; VPN-01 wants a connection for IPv6 to the same peer. Fix: add a second SiteConnection to the peer with endpoint groups of the missing family',
  ]);
});

test("IPv6 alone fails while the tenant is dual-stack, and passes afterwards", () => {
  const drafts = without(both, V4, "local-ipv4", "peer-ipv4");
  expect(messages(policy, preview(drafts))).toHaveLength(1);
  expect(messages(policy, preview(drafts), { mode: "v6-only" })).toEqual([]);
});

test("in phase 1 it advises", () => {
  expect(findings(policy, preview(examples.fails), { phase: 1 }).map(({ level }) => level)).toEqual(["advisory"]);
});

test("connections of two peers do not stand in for each other", () => {
  const drafts = change(both, V6, { name: "hanoi" });
  expect(messages(policy, preview(drafts))).toHaveLength(2);
  for (const [ipv4, ipv6] of [
    ["hanoi-4", "hanoi-6"],
    ["vpn hanoi", "vpn hanoi (IPv6)"],
    ["hanoi_site", "hanoi_v6_site"],
    ["v4-Hanoi", "v6-hanoi"],
  ])
    expect(messages(policy, preview(change(change(both, V4, { name: ipv4 }), V6, { name: ipv6 })))).toEqual([]);
  // The peer's own identity joins what the names do not.
  expect(messages(policy, preview(change(drafts, V6, { name: "hanoi", peerId: "203.0.113.9" })))).toEqual([]);
});

test("the family of local subnets counts", () => {
  const drafts = [
    ...change(without(examples.fails, "peer-ipv4"), "local-ipv4", { type: "subnet", endpoints: [ref("app-ipv4")] }),
    { type: SUBNET, name: "app-ipv4", inputs: { ipVersion: 4, cidr: "10.96.48.0/24" } },
  ];
  const bare = change(drafts, V4, { peerEpGroupId: undefined });
  for (const view of [preview, applied]) expect(messages(policy, view(bare))).toHaveLength(1);
});

test("an mtu below 1280 fails", () => {
  expect(messages(policy, preview(change(both, V6, { mtu: 1200 })))[0]).toContain(
    "has the mtu 1200; VPN-01 wants 1280 or more",
  );
  expect(messages(policy, preview(change(both, V6, { mtu: 1280 })))).toEqual([]);
});

test("while a peer or a family is unknown, nothing is said to be missing", () => {
  expect(messages(policy, blind(examples.fails))).toEqual([]);
  expect(messages(policy, preview(change(change(both, V6, { name: "hanoi" }), V6, { peerAddress: UNKNOWN })))).toEqual(
    [],
  );
  expect(messages(policy, preview(change(both, V6, { mtu: UNKNOWN })))).toEqual([]);
});
