import { describe, expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { LOAD_BALANCER, SUBNET, SUBNET_POOL } from "../../resources/types.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { ulaRestricted as policy } from "./ula-restricted.ts";

const subnet = (cidr: unknown, zone?: string) =>
  preview([
    { type: SUBNET, name: "store", inputs: { cidr, ipVersion: 6, ...(zone ? { tags: [`zone:${zone}`] } : {}) } },
  ]);

test("a planned random prefix in zone storage passes", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
  expect(messages(policy, subnet("fd3c:91e7:5a02:b::/64", "storage"), tenantContext)).toEqual([]);
});

test("the half that is not assigned fails", () => {
  expect(messages(policy, subnet("fc00:1234:5678:9::/64", "storage"))).toEqual([
    'Subnet "store" has the unique local prefix fc00:1234:5678:9::/64; NET-09 wants a prefix inside fd00::/8: the rest of fc00::/7 is not assigned. Fix: take a global prefix of the address plan; in zones storage, mgmt and v6only also a /64 of a planned fd00::/8 prefix with a random id',
  ]);
});

test("an id that is not random fails", () => {
  expect(messages(policy, subnet("fd00::/64", "storage"))[0]).toContain("random 40-bit id");
});

test("a prefix outside the plan fails", () => {
  expect(messages(policy, subnet("fd3c:91e7:5a03:b::/64", "storage"), tenantContext)[0]).toContain(
    "a prefix of the plan (fd3c:91e7:5a02::/48)",
  );
});

test("a zone that the Internet reaches fails", () => {
  expect(messages(policy, subnet("fd3c:91e7:5a02:b::/64", "dmz"), tenantContext)[0]).toContain("in zone dmz");
});

test("a subnet pool is judged too", () => {
  expect(
    messages(policy, preview([{ type: SUBNET_POOL, name: "pool", inputs: { prefixes: ["fd00::/48"] } }])),
  ).toHaveLength(1);
});

describe("a load balancer", () => {
  const balancer = (inputs: Record<string, unknown>, cidr: unknown = "fd3c:91e7:5a02:b::/64"): Draft[] => [
    { type: SUBNET, name: "store", inputs: { cidr, ipVersion: 6, tags: ["zone:storage"] } },
    { type: LOAD_BALANCER, name: "portal", inputs: { vipSubnetId: ref("store"), ...inputs } },
  ];
  const open = { tags: ["exposure:public"] };

  test.each([
    ["in a first preview", preview],
    ["once ids are known", applied],
  ])("fails with such an address when it is public %s", (_, view) => {
    expect(messages(policy, view(balancer(open)))).toEqual([
      'LoadBalancer "portal" is public and has a unique local address (Subnet "store"); NET-09 wants a global address for what the Internet is to reach. Fix: take the address of a subnet with a global prefix of the plan',
    ]);
    expect(messages(policy, view(balancer({ ...open, vipAddress: "fd3c:91e7:5a02:b::10" })))[0]).toContain(
      "(fd3c:91e7:5a02:b::10)",
    );
  });

  test("passes inside, with a global address, and while nobody knows", () => {
    expect(messages(policy, preview(balancer({})))).toEqual([]);
    expect(messages(policy, preview(balancer(open, "3fff:38:60:2000::/64")))).toEqual([]);
    expect(messages(policy, preview(balancer({ tags: UNKNOWN })))).toEqual([]);
    expect(messages(policy, preview(balancer(open, UNKNOWN)))).toEqual([]);
    expect(messages(policy, blind(balancer(open)))).toEqual([]);
  });
});

test("an unknown prefix and an unknown zone are not judged", () => {
  expect(messages(policy, subnet(UNKNOWN, "dmz"))).toEqual([]);
  expect(
    messages(
      policy,
      preview([{ type: SUBNET, name: "store", inputs: { cidr: "fd3c:91e7:5a02:b::/64", tags: UNKNOWN } }]),
    ),
  ).toEqual([]);
});
