import { expect, test } from "vitest";
import { examples } from "../../examples/bgp/announce-only-aggregates.ts";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { SUBNET } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { announceOnlyAggregates as policy } from "./announce-only-aggregates.ts";

const good = examples.passes;
const context = examples.context!;
const pool = (...prefixes: unknown[]) => change(good, "province-pool", { prefixes });
const subnet = (name: string, inputs: Record<string, unknown> = {}): Draft => ({
  type: SUBNET,
  name,
  inputs: { ipVersion: 6, subnetpoolId: ref("province-pool"), ...inputs },
});

test("an aggregate with a route origin authorization passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(good), context)).toEqual([]);
});

test("a tenant's /64 fails", () => {
  expect(messages(policy, preview(examples.fails), context)).toEqual([
    'BgpSpeakerV2 "border-ipv6" announces 3fff:38:60:2000::/64 of SubnetPool "province-pool", too long for the Internet; BGP-03 wants prefixes of /48 or shorter. Fix: announce the aggregates from the border routers, and let the speaker announce to those routers only',
  ]);
});

test.each([
  ["3fff:39::/40", "which is in no aggregate; BGP-03 wants prefixes inside 3fff:38::/40"],
  ["fd3c:91e7:5a02::/48", "a private prefix"],
  ["3fff:38:60::/48", "without a route origin authorization; BGP-03 wants a ROA for it with AS64500 and maxLength 48"],
])("%s fails", (prefix, message) => {
  expect(messages(policy, preview(pool(prefix)), context)[0]).toContain(message);
});

test.each(["10.64.0.0/16", "100.64.0.0/16", "203.0.113.128/25"])("%s fails in IPv4", (prefix) => {
  const ipv4 = change(pool(prefix), "border-ipv6", { ipVersion: 4 });
  expect(messages(policy, preview(ipv4))).toHaveLength(1);
});

test("without aggregates and ROAs only what is wrong everywhere is judged", () => {
  expect(messages(policy, preview(pool("3fff:39::/40")))).toEqual([]);
});

test("a ROA of another AS or too short a maxLength does not cover", () => {
  const roa = { prefix: "3fff:38::/32", asn: 64_500, maxLength: 40 };
  expect(messages(policy, preview(good), { ...context, roas: [roa] })).toEqual([]);
  expect(messages(policy, preview(good), { ...context, roas: [{ ...roa, asn: 64_501 }] })).toHaveLength(1);
  expect(messages(policy, preview(good), { ...context, roas: [{ ...roa, maxLength: 36 }] })).toHaveLength(1);
});

test("subnets of tenants are announced one by one, and counted", () => {
  const subnets = [
    subnet("a"),
    subnet("b", { cidr: "3fff:38:60:2000::/64" }),
    subnet("c", { prefixLength: 64 }),
    subnet("d"),
  ];
  expect(messages(policy, preview([...good, ...subnets]), context)[0]).toContain(
    'announces the subnets of tenants one by one: "a" (/64), "b" (/64), "c" (/64) and 1 more',
  );
});

test("to the province's own routers it may announce them", () => {
  const inner = change(change([...good, subnet("a")], "carrier-1", { remoteAs: 64_500 }), "carrier-2", {
    remoteAs: 64_500,
  });
  expect(messages(policy, preview(inner), context)).toEqual([]);
  expect(messages(policy, applied(inner), context)).toEqual([]);
});

test.each([undefined, true])("host routes of an IPv6 speaker fail: %s", (advertiseFloatingIpHostRoutes) => {
  const drafts = change(good, "border-ipv6", { advertiseFloatingIpHostRoutes });
  expect(messages(policy, preview(drafts), context)[0]).toContain("has advertiseFloatingIpHostRoutes");
});

test("host routes of IPv4 may go to the province's own routers only", () => {
  const ipv4 = change(pool(), "border-ipv6", { ipVersion: 4, advertiseFloatingIpHostRoutes: true });
  expect(messages(policy, preview(ipv4), context)[0]).toContain("no host route on the Internet");
  const inner = change(change(ipv4, "carrier-1", { remoteAs: 64_500 }), "carrier-2", { remoteAs: 64_500 });
  expect(messages(policy, preview(inner), context)).toEqual([]);
});

test("a speaker that advertises no tenant networks announces none, and a pool without a scope is not announced", () => {
  expect(messages(policy, preview(change(examples.fails, "border-ipv6", { advertiseTenantNetworks: false })))).toEqual(
    [],
  );
  expect(messages(policy, preview(change(examples.fails, "province-pool", { addressScopeId: undefined })))).toEqual([]);
});

test("whom a speaker tells is not guessed; one that has no peers yet is judged", () => {
  expect(messages(policy, blind(examples.fails), context)).toEqual([]);
  for (const inputs of [{ peers: UNKNOWN }, { peers: ["made-elsewhere"] }])
    expect(messages(policy, preview(change(examples.fails, "border-ipv6", inputs)), context)).toEqual([]);
  expect(messages(policy, preview(change(examples.fails, "border-ipv6", { peers: [] })), context)).toHaveLength(1);
  const numbers = change(change(examples.fails, "carrier-1", { remoteAs: UNKNOWN }), "carrier-2", {
    remoteAs: UNKNOWN,
  });
  expect(messages(policy, preview(numbers), context)).toEqual([]);
});

test("what is not known yet is not judged, nor is a stack without speakers", () => {
  expect(messages(policy, preview(pool(UNKNOWN)), context)).toEqual([]);
  expect(messages(policy, preview(change(examples.fails, "border-ipv6", { ipVersion: UNKNOWN })), context)).toEqual([]);
  expect(
    messages(policy, preview(change(examples.fails, "border-ipv6", { advertiseTenantNetworks: UNKNOWN })), context),
  ).toEqual([]);
  expect(messages(policy, preview(examples.fails.filter(({ name }) => name !== "border-ipv6")), context)).toEqual([]);
});
