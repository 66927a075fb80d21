import { expect, test } from "vitest";
import { Faults } from "../faults.ts";
import type { Family } from "../stack-mode.ts";
import { ofType, recordResources, theOne } from "../testing/record-resources.ts";
import { AddressPools } from "./index.ts";
import { poolSpec } from "./pool-spec.ts";

function spec(family: Family, prefixes: readonly string[]) {
  const faults = new Faults("AddressPools 'p'");
  const found = poolSpec(family, prefixes, faults);
  faults.throwIfAny();
  return found;
}

test("a scope and a pool for each family", async () => {
  const { resources } = await recordResources(
    () => new AddressPools("province", { ipv4: { prefixes: ["10.96.0.0/12"] }, ipv6: { prefixes: ["2001:db8::/40"] } }),
  );
  expect(ofType(resources, "AddressScope").map(({ inputs }) => inputs)).toEqual([
    { name: "province-ipv4", ipVersion: 4, shared: false },
    { name: "province-ipv6", ipVersion: 6, shared: false },
  ]);
  expect(theOne(resources, "SubnetPool", "province-ipv6").inputs).toEqual({
    name: "province-ipv6",
    prefixes: ["2001:db8::/40"],
    minPrefixlen: 64,
    defaultPrefixlen: 64,
    maxPrefixlen: 64,
    addressScopeId: "province-ipv6-id",
    shared: false,
    tags: [],
  });
});

test("an agency's pools hold its own prefixes, in its project, in the province's scopes", async () => {
  const { resources } = await recordResources(
    () =>
      new AddressPools("stttt", {
        ipv4: { prefixes: ["10.96.32.0/20"] },
        ipv6: { prefixes: ["2001:db8:60::/48"] },
        scopes: { ipv4Id: "scope-4", ipv6Id: "scope-6" },
        projectId: "project",
      }),
  );
  expect(ofType(resources, "AddressScope")).toEqual([]);
  expect(theOne(resources, "SubnetPool", "stttt-ipv4").inputs).toMatchObject({
    prefixes: ["10.96.32.0/20"],
    minPrefixlen: 20,
    defaultPrefixlen: 24,
    maxPrefixlen: 28,
    addressScopeId: "scope-4",
    projectId: "project",
  });
});

test("the pools are made one after the other, since the project's quota has room for these two alone", async () => {
  const { resources } = await recordResources(
    () => new AddressPools("p", { ipv4: { prefixes: ["10.96.0.0/20"] }, ipv6: { prefixes: ["2001:db8::/48"] } }),
  );
  const ipv4 = theOne(resources, "SubnetPool", "p-ipv4");
  expect(theOne(resources, "SubnetPool", "p-ipv6").dependencies).toContain(ipv4.urn);
  expect(ipv4.dependencies).not.toContain(theOne(resources, "SubnetPool", "p-ipv6").urn);
});

test("a family that is left out has its scope and no pool", async () => {
  const { resources, result } = await recordResources(() => {
    const { ipv4PoolId, scopeIds } = new AddressPools("province", { ipv6: { prefixes: ["2001:db8::/40"] } });
    return { ipv4PoolId, scopeIds };
  });
  expect(ofType(resources, "SubnetPool").map(({ name }) => name)).toEqual(["province-ipv6"]);
  expect(result.ipv4PoolId).toBeUndefined();
  expect(result.scopeIds).toEqual({ ipv4Id: "province-ipv4-id", ipv6Id: "province-ipv6-id" });
});

test("prefixes are sorted by number, not by text, and said once", () => {
  expect(spec("ipv4", ["10.100.0.0/20", "10.96.0.0/20", "10.9.0.0/20", "10.96.0.0/20"])?.prefixes).toEqual([
    "10.9.0.0/20",
    "10.96.0.0/20",
    "10.100.0.0/20",
  ]);
});

test("a pool smaller than a /24 gives out subnets of its own size by default", () => {
  expect(spec("ipv4", ["10.9.0.0/26"])).toMatchObject({ minPrefixlen: 26, defaultPrefixlen: 26 });
});

test.each([
  ["ipv6", ["2001:db8::/65"], "too small to hold a /64"],
  ["ipv4", ["10.0.0.0/29"], "too small to hold a /28"],
  ["ipv4", ["2001:db8::/48"], "no IPv4 prefix"],
  ["ipv6", [], "ipv6.prefixes is empty"],
] as const)("refuses the %s prefixes %j", (family, prefixes, message) => {
  expect(() => spec(family, prefixes)).toThrow(message);
});

test("protect guards scopes and pools", async () => {
  const { resources } = await recordResources(
    () => new AddressPools("province", { ipv6: { prefixes: ["2001:db8::/40"] }, protect: true }),
  );
  for (const child of resources.filter(({ custom }) => custom)) expect(child.protect).toBe(true);
});
