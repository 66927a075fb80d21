import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StackMode, Tenant, TenantFlow } from "../../model/tenant.ts";
import { runProbes } from "../packets/prober.ts";
import {
  sampleDeployed,
  sampleFarHosts,
  samplePlan,
  sampleProvince,
  sampleServer,
  sampleTenant,
  sampleTenants,
} from "../testing/sample-world.ts";
import { simulatedCloud } from "../testing/simulated-cloud.ts";
import { expectationsOf, type Expectations } from "./expectations.ts";
import { asExpected, type Probe } from "./probe.ts";

function expectations(
  tenants: Record<string, Tenant>,
  code: string,
  view: "inside" | "outside" = "inside",
): Expectations {
  const tenant = tenants[code];
  if (tenant === undefined) throw new Error(`no tenant ${code}`);
  return expectationsOf({
    province: sampleProvince,
    plan: samplePlan,
    tenants,
    tenant,
    deployed: sampleDeployed(tenants),
    view,
    farHosts: sampleFarHosts,
  });
}

const allowed = ({ probes }: Expectations): string[] =>
  probes.filter((probe) => probe.expect !== "drop").map((probe) => `${probe.expect} ${probe.id}`);

test("what the YAML of the commune allows, and nothing else", () => {
  expect(allowed(expectations(sampleTenants(), "15061"))).toEqual([
    "open 15061/web-1 > resolver dns over udp/53 IPv4 198.51.100.53",
    "open 15061/web-1 > resolver dns over udp/53 IPv6 2001:db8:cafe::53",
    "open internet > 15061/web-1 icmp echo IPv4 10.137.0.66",
    "open internet > 15061/web-1 icmp echo IPv6 3fff:38:84:8020::10:2",
    "open internet > 15061/web-1 tcp/443 IPv4 10.137.0.66",
    "open internet > 15061/web-1 tcp/443 IPv6 3fff:38:84:8020::10:2",
    "open internet > 15061/web-1 tcp/80 IPv4 10.137.0.66",
    "open internet > 15061/web-1 tcp/80 IPv6 3fff:38:84:8020::10:2",
  ]);
});

test("a published server is reached over IPv4 by its floating address; its private one cannot be told", () => {
  const found = expectations(sampleTenants(), "stttt");
  expect(allowed(found).filter((text) => text.includes("internet > "))).toEqual([
    "open internet > stttt/web-1 icmp echo IPv4 203.0.113.10",
    "open internet > stttt/web-1 icmp echo IPv6 3fff:38:60:2000::10:2",
    "open internet > stttt/web-1 tcp/443 IPv4 203.0.113.10",
    "open internet > stttt/web-1 tcp/443 IPv6 3fff:38:60:2000::10:2",
    "open internet > stttt/web-1 tcp/80 IPv4 203.0.113.10",
    "open internet > stttt/web-1 tcp/80 IPv6 3fff:38:60:2000::10:2",
  ]);
  expect(found.notTried).toEqual([
    {
      what: {
        en: "3 allowed IPv4 connections to the private address of stttt/web-1",
        vi: "3 kết nối IPv4 được phép đến địa chỉ riêng của stttt/web-1",
      },
      why: {
        en: expect.stringContaining("floating address") as string,
        vi: expect.stringContaining("địa chỉ nổi") as string,
      },
    },
  ]);
});

test("each server is tried on each port of the catalogue and on two of no service, in both families", () => {
  const { probes } = expectations(sampleTenants(), "stttt");
  const tried = probes.filter(
    ({ from, to, family }) => from.kind === "internet" && to.kind === "server" && to.server === "db-1" && family === 6,
  );
  expect(tried.map(({ protocol, port, expect: wanted }) => `${protocol} ${port} ${wanted}`).toSorted()).toEqual([
    "icmp 0 drop",
    "tcp 11 drop",
    "tcp 443 drop",
    "tcp 48005 drop",
    "tcp 53 drop",
    "tcp 5432 drop",
    "tcp 80 drop",
    "tcp 8080 drop",
  ]);
  expect(tried[0]?.why.en).toBe("not declared: no flow from the Internet to stttt/db has it");
});

const between = (found: Expectations, from: string, to: string, port: number): Record<string, Probe["expect"]> =>
  Object.fromEntries(
    found.probes
      .filter((probe) => probe.id.startsWith(`${from} > ${to} tcp/${port} `))
      .map((probe) => [`IPv${probe.family}`, probe.expect]),
  );

test("a declared flow of another agency holds in both families from a server without a floating address", () => {
  const found = expectations(sampleTenants(), "stttt");
  expect(between(found, "15061/web-1", "stttt/app-1", 8080)).toEqual({ IPv4: "open", IPv6: "open" });
  expect(between(found, "15061/web-1", "stttt/db-1", 5432)).toEqual({ IPv4: "drop", IPv6: "drop" });
});

test("from a server with a floating address it holds in IPv6 alone, and the report says why", () => {
  const tenants = sampleTenants();
  const commune = tenants["15061"] as Tenant;
  const published = { ...tenants, "15061": { ...commune, servers: [sampleServer("web", "web", { publish: true })] } };
  const found = expectations(published, "stttt");
  expect(between(found, "15061/web-1", "stttt/app-1", 8080)).toEqual({ IPv4: "drop", IPv6: "open" });
  const ipv4 = found.probes.find(({ id }) => id.startsWith("15061/web-1 > stttt/app-1 tcp/8080 IPv4"));
  expect(ipv4?.why.en).toMatch(/^15061\/dmz -> app: app-http \(declared\) does not hold in IPv4 .* floating address/);
});

test("an Internet flow opens the target and not the source: a server of the tenant needs a way out", () => {
  const found = expectations(sampleTenants(), "stttt");
  expect(between(found, "stttt/db-1", "stttt/web-1", 443)).toEqual({ IPv4: "drop", IPv6: "drop" });
  expect(found.probes.find(({ id }) => id.startsWith("stttt/db-1 > stttt/web-1 tcp/443"))?.why.en).toBe(
    "no flow opens the way out from stttt/db to stttt/dmz",
  );
});

test("a service that is let in and that nobody offers counts as admitted, not as open", () => {
  const tenants = sampleTenants();
  const stttt = tenants["stttt"] as Tenant;
  const flows: TenantFlow[] = [
    ...stttt.flows,
    { from: { kind: "zone", zone: "dmz" }, to: "db", services: ["http"], origin: "declared" },
  ];
  const found = expectations({ ...tenants, stttt: { ...stttt, flows } }, "stttt");
  expect(between(found, "stttt/web-1", "stttt/db-1", 80)).toEqual({ IPv4: "admitted", IPv6: "admitted" });
});

test("no server may go out to the Internet, over neither family", () => {
  const { probes } = expectations(sampleTenants(), "stttt");
  const out = probes.filter(
    ({ to, from }) => to.kind === "internet" && from.kind === "server" && from.server === "db-1",
  );
  expect(out.map(({ id, expect: wanted }) => `${wanted} ${id}`)).toEqual([
    "drop stttt/db-1 > internet icmp echo IPv4 198.51.100.10",
    "drop stttt/db-1 > internet icmp echo IPv6 2001:db8:cafe::10",
    "drop stttt/db-1 > internet tcp/80 IPv4 198.51.100.10",
    "drop stttt/db-1 > internet tcp/80 IPv6 2001:db8:cafe::10",
  ]);
});

test("a server that is not deployed has no probes", () => {
  const tenants = sampleTenants();
  const deployed = sampleDeployed(tenants);
  delete deployed["stttt"]?.servers["db-1"];
  const tenant = tenants["stttt"] as Tenant;
  const { probes } = expectationsOf({
    province: sampleProvince,
    plan: samplePlan,
    tenants,
    tenant,
    deployed,
    view: "inside",
  });
  expect(probes.length).toBeGreaterThan(0);
  expect(probes.filter(({ id }) => id.includes("stttt/db-1"))).toEqual([]);
});

test("seen from outside, only public addresses are tried, and only from the Internet", () => {
  const { probes } = expectations(sampleTenants(), "stttt", "outside");
  expect(new Set(probes.map(({ from }) => from.kind))).toEqual(new Set(["internet"]));
  const ipv4 = new Set(probes.filter(({ family }) => family === 4).map(({ address }) => address));
  expect(ipv4).toEqual(new Set(["203.0.113.10"]));
});

test("a tenant without IPv4 has no IPv4 probe, neither to it nor from it", () => {
  for (const code of ["stttt", "15061"]) {
    const { probes } = expectations(sampleTenants("v6-only"), code);
    expect(probes.length).toBeGreaterThan(0);
    expect(probes.filter(({ family }) => family === 4)).toEqual([]);
  }
});

describe("over random tenants", () => {
  const zones = ["dmz", "app", "db", "mgmt"];
  const services = Object.keys(sampleProvince.services);
  const peer = fc.oneof(
    fc.constant({ kind: "internet" as const }),
    fc.record({ kind: fc.constant("zone" as const), zone: fc.constantFrom(...zones) }),
    fc.record({
      kind: fc.constant("agency" as const),
      agency: fc.constantFrom("15061", "vpubnd"),
      zone: fc.constantFrom(...zones),
    }),
  );
  const flow = fc.record({
    from: peer,
    to: fc.constantFrom(...zones),
    services: fc.uniqueArray(fc.constantFrom(...services), { minLength: 1, maxLength: 3 }),
    origin: fc.constantFrom("standard" as const, "declared" as const),
  });
  const servers = (publish: fc.Arbitrary<boolean>) =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom("web", "app", "db"), fc.constantFrom(...zones), publish), {
        minLength: 1,
        maxLength: 4,
        selector: ([template, zone]) => `${template}${zone}`,
      })
      .map((list) =>
        list.map(([template, zone, published], index) =>
          sampleServer(`${template}-${zone}`, template, { zone, publish: published, host: 2 + 3 * index }),
        ),
      );
  const world = (publish: fc.Arbitrary<boolean>, mode: fc.Arbitrary<StackMode>) =>
    fc
      .record({
        stttt: servers(publish),
        commune: servers(publish),
        vpubnd: servers(publish),
        flows: fc.array(flow, { maxLength: 8 }),
        communeFlows: fc.array(flow, { maxLength: 4 }),
        mode,
      })
      .map(({ stttt, commune, vpubnd, flows, communeFlows, mode: chosen }) => ({
        stttt: sampleTenant("stttt", stttt, flows, chosen),
        vpubnd: sampleTenant("vpubnd", vpubnd, [], "dual"),
        "15061": sampleTenant(
          "15061",
          commune,
          communeFlows.filter(({ from }) => from.kind !== "agency" || from.agency !== "15061"),
          "dual",
        ),
      }));

  const inFamily = (found: Expectations, family: 4 | 6): string[] =>
    found.probes
      .filter((probe) => probe.family === family && probe.to.kind === "server")
      .map((probe) => `${probe.expect} ${probe.id.replace(/ IPv[46] .*/, "")} ${probe.why.en}`)
      .toSorted();

  test("without floating addresses both families expect the same, probe for probe", () => {
    fc.assert(
      fc.property(world(fc.constant(false), fc.constant("dual" as const)), (tenants) => {
        const found = expectations(tenants, "stttt");
        expect(inFamily(found, 4)).toEqual(inFamily(found, 6));
      }),
      { numRuns: 50 },
    );
  });

  test("a v6-only tenant expects nothing over IPv4", () => {
    fc.assert(
      fc.property(world(fc.boolean(), fc.constant("v6-only" as const)), (tenants) => {
        const { probes } = expectations(tenants, "stttt");
        expect(probes.filter(({ family, expect: wanted }) => family === 4 && wanted !== "drop")).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("a cloud that enforces the toolkit's rules meets every expectation made from the flows", async () => {
    await fc.assert(
      fc.asyncProperty(world(fc.boolean(), fc.constantFrom("dual", "v6-only")), async (tenants) => {
        const vantageOf = simulatedCloud(tenants, sampleDeployed(tenants));
        for (const code of ["stttt", "15061"]) {
          const probed = await runProbes(expectations(tenants, code).probes, vantageOf);
          expect(probed.filter(({ failure }) => failure !== undefined)).toEqual([]);
          const wrong = probed.flatMap(({ outcomes }) => outcomes.filter((outcome) => !asExpected(outcome)));
          expect(wrong.map(({ probe, seen }) => `${probe.id}: ${probe.expect}, ${seen}`)).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
