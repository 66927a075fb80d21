import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { examples } from "../../examples/load-balancer/listener-parity.ts";
import { portal } from "../../examples/load-balancer/portal.ts";
import { UNKNOWN } from "../../policy.ts";
import { L7_POLICY, L7_RULE, MEMBER, POOL } from "../../resources/types.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { listenerParity as policy } from "./listener-parity.ts";

const context = { securityLevel: 3 } as const;
const changed = (inputs: Record<string, unknown>) => change(portal(), "portal-https-ipv6", inputs);
const found = (drafts: readonly Draft[]) => messages(policy, preview(drafts), tenantContext);

test("a pair that listens alike passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(portal()), context)).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a listener that one family lacks fails %s", (_, view) => {
  expect(messages(policy, view(examples.fails), context)).toEqual([
    'LoadBalancer "portal-ipv6" has no listener TERMINATED_HTTPS 443, which LoadBalancer "portal-ipv4" has; LB-02 wants the same listeners in both families. Fix: add a Listener TERMINATED_HTTPS 443 to it, or remove the other one',
  ]);
  expect(findings(policy, view(examples.fails), { ...context, phase: 1 })[0]?.level).toBe("advisory");
});

test("another port or protocol is another listener, in both directions", () => {
  expect(found(changed({ protocolPort: 8443 }))).toHaveLength(2);
  expect(found(changed({ protocol: "TCP" }))).toHaveLength(2);
  expect(found(changed({ protocol: "terminated_https" }))).toEqual([]);
});

test.each([
  ["connectionLimit", 100, "has connectionLimit 100, its IPv4 twin"],
  ["tlsVersions", ["TLSv1.3"], "has tlsVersions TLSv1.3, its IPv4 twin"],
  ["defaultTlsContainerRef", undefined, "has defaultTlsContainerRef unset, its IPv4 twin"],
  ["sniContainerRefs", ["b", "a"], "has sniContainerRefs a, b, its IPv4 twin"],
  ["allowedCidrs", ["3fff:38:60:5000::/52"], "has allowedCidrs zone mgmt, its IPv4 twin"],
])("another %s fails", (input, value, message) => {
  expect(found(changed({ [input]: value }))[0]).toContain(message);
});

const sources = (ipv4: string[], ipv6: string[]) =>
  found(change(changed({ allowedCidrs: ipv6 }), "portal-https-ipv4", { allowedCidrs: ipv4 }));

test("allowedCidrs are compared by what they are in the plan", () => {
  expect(sources(["10.96.80.0/20"], ["3fff:38:60:5000::/52"])).toEqual([]);
  expect(sources(["0.0.0.0/0"], ["::/0"])).toEqual([]);
  expect(sources([], ["::/0"])).toEqual([]);
  expect(sources(["192.0.2.0/24"], ["2001:db8::/48"])).toEqual([]);
  expect(sources(["10.96.80.0/20"], ["3fff:38:60:6000::/52"])).toHaveLength(1);
  expect(sources(["10.96.80.0/20"], ["::/0"])[0]).toContain("has allowedCidrs anywhere");
});

const l7 = (family: 4 | 6, value: string): Draft[] => [
  {
    type: L7_POLICY,
    name: `block-${family}`,
    inputs: { listenerId: ref(`portal-https-ipv${family}`), action: "REJECT", position: 1 },
  },
  {
    type: L7_RULE,
    name: `block-rule-${family}`,
    inputs: { l7policyId: ref(`block-${family}`), type: "PATH", compareType: "STARTS_WITH", value },
  },
];

test("L7 policies and their rules are compared", () => {
  expect(found([...portal(), ...l7(4, "/admin"), ...l7(6, "/admin")])).toEqual([]);
  expect(found([...portal(), ...l7(4, "/admin")])[0]).toContain("has L7 policies none");
  expect(found([...portal(), ...l7(4, "/admin"), ...l7(6, "/other")])[0]).toContain("/other");
});

test.each([undefined, -1, 0])("a connectionLimit of %s fails at level 3 and not below", (connectionLimit) => {
  const drafts = change(changed({ connectionLimit }), "portal-https-ipv4", { connectionLimit });
  expect(messages(policy, preview(drafts), context)).toHaveLength(2);
  expect(messages(policy, preview(drafts), { securityLevel: 2 })).toEqual([]);
});

test("a pool without a member fails", () => {
  const empty = change(portal(), "portal-members-ipv6", { members: [] });
  expect(found(empty)).toEqual([expect.stringContaining('Pool "portal-pool-ipv6" has no member')]);
  expect(found(without(portal(), "portal-members-ipv6"))).toHaveLength(1);
  const single: Draft = {
    type: MEMBER,
    name: "one",
    inputs: { poolId: ref("portal-pool-ipv6"), address: "3fff:38:60:2000::a:1", protocolPort: 80 },
  };
  expect(found([...empty, single])).toEqual([]);
  for (const view of [preview, applied])
    expect(messages(policy, view([{ type: POOL, name: "alone", inputs: {} }]))).toHaveLength(1);
});

test("what is not known yet is not judged", () => {
  expect(messages(policy, blind(examples.fails), context)).toEqual([]);
  for (const input of ["protocol", "protocolPort", "loadbalancerId"])
    expect(found(change(portal(), "portal-https-ipv6", { [input]: UNKNOWN }))).toEqual([]);
  for (const input of ["connectionLimit", "tlsVersions", "allowedCidrs", "defaultTlsContainerRef", "sniContainerRefs"])
    expect(found(changed({ [input]: UNKNOWN }))).toEqual([]);
  expect(found(change(portal(), "portal-members-ipv6", { members: UNKNOWN }))).toEqual([]);
  expect(found(change(portal(), "portal-members-ipv6", { poolId: UNKNOWN }))).toEqual([]);
  const rule = change([...portal(), ...l7(4, "/a"), ...l7(6, "/b")], "block-rule-6", { value: UNKNOWN });
  expect(found(rule)).toEqual([]);
});
