import { expect, test } from "vitest";
import type { StackMode } from "../../model/tenant.ts";
import { openRepository } from "../repository/repository.ts";
import { replicasIn, serverHasIpv4, serverSubnetIn, zonePlanIn, zonePlansOf } from "./tenant-facts.ts";

const repository = openRepository();
const stttt = repository.tenants["stttt"]!;

test.each<[StackMode, string, boolean, boolean]>([
  ["dual", "app", true, true],
  ["v6-preferred", "app", true, false],
  ["v6-only", "app", false, false],
  ["dual", "v6only", false, false],
])(
  "in mode %s a server of zone %s has IPv4: %s when it was given an address, else %s",
  (mode, zone, given, without) => {
    const tenant = { ...stttt, mode };
    expect([serverHasIpv4(tenant, zone, "10.0.0.1"), serverHasIpv4(tenant, zone, undefined)]).toEqual([given, without]);
  },
);

test("a zone has the same prefixes by its name as among all zones of its site", () => {
  const all = zonePlansOf(repository.province, repository.plan.sites["stttt"]!);
  expect(all.map(({ nibble }) => nibble)).toEqual(Array.from({ length: 16 }, (_, nibble) => nibble));
  for (const plan of all) expect(zonePlanIn(repository, "stttt", plan.zone)).toEqual(plan);
  expect(() => zonePlanIn(repository, "nobody", "app")).toThrow("no addresses for zone app of agency nobody");
  expect(() => zonePlanIn(repository, "stttt", "nowhere")).toThrow("no addresses for zone nowhere of agency stttt");
});

test("replicas have consecutive addresses of both families in the first subnet of their zone", () => {
  const subnet = serverSubnetIn(repository, "stttt", "app");
  expect(replicasIn(subnet, { replicas: 2, host: 6 })).toEqual([
    { number: 1, ipv6: "3fff:38:60:3000::10:6", ipv4: "10.96.48.6" },
    { number: 2, ipv6: "3fff:38:60:3000::10:7", ipv4: "10.96.48.7" },
  ]);
});
