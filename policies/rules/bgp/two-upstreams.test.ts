import { expect, test } from "vitest";
import { examples } from "../../examples/bgp/two-upstreams.ts";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { twoUpstreams as policy } from "./two-upstreams.ts";

const pair = examples.passes;
const context = examples.context!;
/** Without what links them to the speaker, which takes away nothing that is judged. */
const peers = pair.filter(({ name }) => name.startsWith("carrier"));

test("two authenticated sessions to two carriers in each family pass", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(pair), context)).toEqual([]);
});

test("a family with one session fails", () => {
  expect(messages(policy, preview(examples.fails), context)).toEqual([
    'BgpPeerV2 "carrier-1-ipv6" leaves the stack the only session over IPv6; BGP-02 wants two or more BGP peers over IPv6. Fix: add a BgpPeerV2 to another carrier, with authType md5 and a password from the stack\'s secrets',
  ]);
});

test("a family without a session fails, except IPv4 in mode v6-only", () => {
  const ipv6 = without(peers, "carrier-1-ipv4", "carrier-2-ipv4");
  expect(messages(policy, preview(ipv6), context)[0]).toContain("leaves the stack no session over IPv4");
  expect(messages(policy, preview(ipv6), { ...context, mode: "v6-only" })).toEqual([]);
});

test("a speaker without any peer fails at level 3", () => {
  const speakers = change(without(pair, ...peers.map(({ name }) => name)).slice(0, 1), "border-ipv4", { peers: [] });
  expect(messages(policy, preview(speakers), { securityLevel: 3 })).toHaveLength(2);
});

test.each([
  [1, undefined, 0],
  [2, [], 0],
  [3, undefined, 1],
  [2, [64_500], 1],
] as const)("at level %s with the AS numbers %j a single session makes %i findings", (securityLevel, asns, count) => {
  const own = asns && { asns: [...asns] };
  expect(messages(policy, preview(examples.fails), { securityLevel, ...own })).toHaveLength(count);
});

test("one upstream AS in a family fails at level 4, and for a holder of an AS number, not at level 3", () => {
  const same = change(peers, "carrier-2-ipv6", { remoteAs: 64_501 });
  expect(messages(policy, preview(same), { securityLevel: 3 })).toEqual([]);
  expect(messages(policy, preview(same), { securityLevel: 4 })[0]).toContain("has all upstreams of IPv6 in AS64501");
  expect(messages(policy, preview(same), { securityLevel: 1, asns: [64_500] })).toHaveLength(1);
});

test("two AS numbers of one carrier fail; of a carrier that nobody named, pass", () => {
  const uplinks = [
    { carrier: "Carrier A", asn: 64_501 },
    { carrier: "Carrier A", asn: 64_502 },
  ];
  expect(messages(policy, preview(peers), { ...context, uplinks })[0]).toContain(
    "has all upstreams of IPv4 at Carrier A (AS64501 and AS64502)",
  );
  expect(messages(policy, preview(peers), { ...context, uplinks: uplinks.slice(0, 1) })).toEqual([]);
});

test("a session in a family that the carrier's line does not carry fails", () => {
  const uplinks = [
    { carrier: "Carrier A", asn: 64_501, ipv6: false },
    { carrier: "Carrier B", asn: 64_502, ipv4: true, ipv6: true },
  ];
  const found = messages(policy, preview(peers), { ...context, uplinks });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(
    '"carrier-1-ipv6" is a session over IPv6 with Carrier A, whose line carries no IPv6; BGP-02 wants lines that carry both',
  );
  const second = [...uplinks, { carrier: "Carrier A", asn: 64_501, ipv4: false }];
  expect(messages(policy, preview(peers), { ...context, uplinks: second })).toEqual([]);
});

test("sessions to the province's own routers are no upstreams", () => {
  const inner = peers.map((draft) => ({ ...draft, inputs: { ...draft.inputs, remoteAs: 64_500 } }));
  expect(messages(policy, preview(inner), context)).toEqual([]);
});

test.each([[undefined], ["none"]])("authType %s fails at level 3 and not below", (authType) => {
  const drafts = change(peers, "carrier-1-ipv4", { authType, password: undefined });
  expect(messages(policy, preview(drafts), { securityLevel: 3 })[0]).toContain("has authType none");
  expect(messages(policy, preview(drafts), { securityLevel: 2 })).toEqual([]);
});

test("md5 without a password fails, and no message shows one", () => {
  const drafts = change(peers, "carrier-1-ipv4", { password: undefined });
  expect(messages(policy, preview(drafts), context)[0]).toContain("has no password");
  const bad = change(peers, "carrier-2-ipv6", { remoteAs: 64_501, password: "hunter2" });
  for (const message of messages(policy, preview(bad), context)) expect(message).not.toContain("hunter2");
});

test("addresses, numbers and secrets that are not known yet are not judged", () => {
  expect(messages(policy, preview(change(examples.fails, "carrier-1-ipv4", { peerIp: UNKNOWN })), context)).toEqual([]);
  expect(messages(policy, preview(change(peers, "carrier-2-ipv6", { remoteAs: UNKNOWN })), context)).toEqual([]);
  const secret = change(peers, "carrier-2-ipv6", { authType: UNKNOWN, password: UNKNOWN });
  expect(messages(policy, preview(secret), context)).toEqual([]);
});

test("in phase 1 it stays mandatory", () => {
  expect(findings(policy, preview(examples.fails), { ...context, phase: 1 })[0]?.level).toBe("mandatory");
});
