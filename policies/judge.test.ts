import { expect, test } from "vitest";
import { preview, ref, type Draft } from "./examples/drafts.ts";
import { examples as ipv4Port } from "./examples/port/port-has-v6.ts";
import { judge, type JudgeOptions } from "./judge.ts";
import type { PolicyContext, StackPolicy, Waiver } from "./policy.ts";
import { NETWORK, SUBNET } from "./resources/types.ts";
import { temporaryExpiry } from "./rules/lifecycle/temporary-expiry.ts";
import { portHasV6 } from "./rules/port/port-has-v6.ts";
import { change, without } from "./testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "./testing/compliant-tenant.ts";
import { applied } from "./testing/draft-views.ts";

const faulty = () =>
  preview(
    change(
      change(without(compliantTenant(), "router-dmz-ipv6", "https-ipv6"), "dmz-ipv6", { ipv6RaMode: undefined }),
      "dmz",
      { tags: ["zone:dmz"] },
    ),
  );

test("findings are sorted by policy, resource and message, whatever the order of the resources", () => {
  const { findings } = judge(faulty(), tenantContext);
  expect(findings.map((finding) => [finding.policy, finding.level, finding.resource.split("::").at(-1)])).toEqual([
    ["NET-05", "remediate", "dmz-ipv6"],
    ["RTR-01", "mandatory", "router"],
    ["SEC-02", "mandatory", "https-ipv4"],
    ["TAG-01", "remediate", "dmz"],
  ]);
  expect(judge(faulty().toReversed(), tenantContext).findings).toEqual(findings);
});

test("repairs come first: what they mend is judged mended, and the resources given are left alone", () => {
  const given = faulty();
  const before = structuredClone(given.find((resource) => resource.name === "dmz")?.inputs);
  const verdict = judge(given, tenantContext);
  expect(given.find((resource) => resource.name === "dmz")?.inputs).toEqual(before);
  expect(verdict.resources.map((resource) => resource.urn)).toEqual(given.map((resource) => resource.urn));
  expect(judge(verdict.resources, tenantContext).findings.map((finding) => finding.level)).toEqual([
    "mandatory",
    "mandatory",
  ]);
});

test("in phase 1 only what belongs to a family is milder", () => {
  const levels = judge(faulty(), { ...tenantContext, phase: 1 }).findings.map((finding) => [
    finding.policy,
    finding.level,
  ]);
  expect(levels).toEqual([
    ["NET-05", "remediate"],
    ["RTR-01", "advisory"],
    ["SEC-02", "advisory"],
    ["TAG-01", "remediate"],
  ]);
});

test("a system may be in a phase of its own, milder or stricter than the stack's", () => {
  const levels = (system: string | undefined, context: PolicyContext) => {
    const drafts =
      system === undefined ? ipv4Port.fails : change(ipv4Port.fails, "web", { tags: [`system:${system}`] });
    return judge(preview(drafts), context, { policies: [portHasV6] }).findings.map(({ level }) => level);
  };
  const early: PolicyContext = { phase: 3, systemPhases: { web: 1 } };
  expect([levels("web", early), levels("db", early), levels(undefined, early)]).toEqual([
    ["advisory"],
    ["mandatory"],
    ["mandatory"],
  ]);
  const ahead: PolicyContext = { phase: 1, systemPhases: { web: 3 } };
  expect([levels("web", ahead), levels("db", ahead), levels("constructor", ahead)]).toEqual([
    ["mandatory"],
    ["advisory"],
    ["advisory"],
  ]);
});

test("what a program only reads is neither judged nor repaired, and no stack's finding stands on it", () => {
  const drafts: Draft[] = [
    { type: NETWORK, name: "a-lan", inputs: { mtu: 1200, shared: true }, external: true },
    {
      type: SUBNET,
      name: "a-subnet",
      inputs: { ipVersion: 6, cidr: "2002::/48", networkId: ref("a-lan") },
      external: true,
    },
    { type: SUBNET, name: "own", inputs: { ipVersion: 4, cidr: "10.0.0.0/24", networkId: ref("a-lan") } },
  ];
  const waivers = [{ policy: "NET-01", resource: "x", reason: "", approvedBy: "", expires: "2027-01-01" }];
  for (const view of [preview, applied]) {
    const found = judge(view(drafts), { ...tenantContext, zones: {}, waivers }).findings;
    expect([...new Set(found.map(({ resource }) => resource.split("::").at(-1)))]).toEqual(["own"]);
    const made = drafts.map((draft) => ({ ...draft, external: false }));
    expect(judge(view(made), tenantContext).findings.map(({ policy }) => policy)).toContain("NET-11");
  }
});

test("resources of other providers and components are none of our business", () => {
  const other = {
    urn: "urn:pulumi:s::p::random:index/randomId:RandomId::id",
    type: "random:index/randomId:RandomId",
    name: "id",
  };
  const component = { urn: "urn:pulumi:s::p::a:b:C::c", type: "a:b:C", name: "c" };
  const resources = [other, component].map((each) => ({
    ...each,
    inputs: {},
    propertyDependencies: {},
    protect: false,
  }));
  expect(judge(resources, tenantContext).findings).toEqual([]);
  expect(judge([], tenantContext)).toEqual({ findings: [], waived: [], resources: [] });
});

test("of a policy that declares so the steps of an update are asked, of all together the unused waivers", () => {
  const waiver: Waiver = {
    policy: "NET-01",
    stack: "stttt",
    resource: "gone",
    reason: "x",
    approvedBy: "x",
    expires: "2027-06-30",
  };
  const resources = preview([{ type: NETWORK, name: "lan", inputs: {} }]);
  const urn = resources[0]!.urn;
  const declares: StackPolicy = {
    ...temporaryExpiry,
    check: () => [],
    checkSteps: (steps) => steps.map(({ op }) => ({ resource: urn, message: { en: op, vi: op } })),
  };
  const context = { waivers: [waiver] };
  const steps = [{ urn, op: "delete" }];
  const told = (options: JudgeOptions) => judge(resources, context, options).findings.map(({ message }) => message.en);
  expect(told({ policies: [declares], steps })).toEqual(["delete"]);
  expect(told({ policies: [declares] })).toEqual([]);
  expect(told({})).toContain(
    'The waiver of NET-01 for "gone" lets nothing pass; LIF-02 wants exceptions that something needs. Fix: take the waiver out',
  );
});
