import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { ADDRESS_SCOPE, SUBNET, SUBNET_POOL } from "../../resources/types.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { noOverlap as policy } from "./no-overlap.ts";

const subnet = (name: string, cidr: unknown, inputs: Record<string, unknown> = {}): Draft => ({
  type: SUBNET,
  name,
  inputs: { networkId: "elsewhere", cidr, ...inputs },
});

const pool = (name: string, scope: string): Draft => ({
  type: SUBNET_POOL,
  name,
  inputs: { prefixes: [], addressScopeId: ref(scope) },
});

test("neighbouring prefixes pass", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  expect(messages(policy, preview([subnet("a", "3fff:38:40:2000::/64"), subnet("b", "3fff:38:40:2001::/64")]))).toEqual(
    [],
  );
});

test("an IPv4 subnet inside another fails", () => {
  expect(messages(policy, preview([subnet("wide", "10.64.0.0/20"), subnet("narrow", "10.64.8.0/24")]))).toEqual([
    'Subnet "narrow" is 10.64.8.0/24 and overlaps Subnet "wide" (10.64.0.0/20); NET-04 wants prefixes that share no address. Fix: give one of the two another prefix of the address plan',
  ]);
});

test("the same IPv6 prefix twice fails once", () => {
  expect(messages(policy, preview([subnet("a", "3fff:38:40::/64"), subnet("b", "3fff:38:40::/64")]))).toHaveLength(1);
});

test("a wide subnet overlaps each of those inside it, also behind a narrow one", () => {
  const subnets = [subnet("wide", "10.0.0.0/8"), subnet("a", "10.1.0.0/24"), subnet("b", "10.2.0.0/24")];
  expect(messages(policy, preview(subnets))).toHaveLength(2);
});

test("pools of different address scopes may overlap, those of one may not", () => {
  const scopes = ["left", "right"].map((name): Draft => ({ type: ADDRESS_SCOPE, name, inputs: { ipVersion: 4 } }));
  const two = (scope: string) => [
    ...scopes,
    pool("pool-1", "left"),
    pool("pool-2", scope),
    subnet("a", "10.0.0.0/24", { subnetpoolId: ref("pool-1") }),
    subnet("b", "10.0.0.0/24", { subnetpoolId: ref("pool-2") }),
  ];
  expect(messages(policy, preview(two("right")))).toEqual([]);
  expect(messages(policy, preview(two("left")))).toHaveLength(1);
});

test("an unknown prefix overlaps nothing", () => {
  expect(messages(policy, preview([subnet("a", UNKNOWN), subnet("b", UNKNOWN)]))).toEqual([]);
});
