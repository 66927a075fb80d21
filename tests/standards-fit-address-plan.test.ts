import { describe, expect, test } from "vitest";
import { zonePlanOf } from "../address-plan/plan-of.ts";
import { hostRangeOf, subnetCountOf, subnetPlanOf } from "../address-plan/prefixes/subnet.ts";
import { openRepository } from "../infra/repository/repository.ts";
import { REPOSITORY } from "./sources-with.ts";

const { plan, province, tenants } = openRepository(REPOSITORY);
const oneOfEachKind = [...new Map(Object.values(tenants).map((tenant) => [tenant.kind, tenant])).values()];

// The model must not import the address plan, so that its standards repeat two of the plan's figures: a wrong host or
// number of subnets is then a fault with its line, not an exception of the plan.
describe.each(oneOfEachKind)("the standard of $kind, as $code has it", ({ code, kind }) => {
  const site = plan.sites[code];
  const standard = province.standards[kind];
  const zone = site && zonePlanOf(site, "app", province.zones["app"]?.nibble ?? -1);

  test("has as many subnets in a zone as the address plan", () => {
    expect(standard?.subnetsPerZone).toBe(zone && subnetCountOf(zone));
  });

  test("gives servers the host numbers of the address plan", () => {
    const { first, last } = hostRangeOf(subnetPlanOf(zone!, 0).ipv4.cidr);
    expect(standard?.hosts).toEqual({ first, last });
  });
});
