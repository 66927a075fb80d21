import { expect, test } from "vitest";
import { previewStacks } from "../../infra/preview-stacks.ts";
import { openRepository, type Repository } from "../../infra/repository/repository.ts";
import type { StackMode, Tenant } from "../../model/tenant.ts";
import { plannedAgency, type Configuration } from "../configuration/planned-configuration.ts";
import { entriesIn, textIn, textsIn, type Entry } from "../configuration/project-content.ts";
import { dnsProbes } from "./outbound-probes.ts";
import { plannedServers } from "./planned-server.ts";

const here = openRepository();
const STTTT = here.tenants["stttt"]!;
const DNS64 = ["2001:db8::64", "2001:db8::65"];
const nat64 = { prefix: "64:ff9b::/96", dns64Servers: DNS64, pref64: true, logRetentionMonths: 12 };

const withNat64 = (tenant: Tenant): Repository => ({
  ...here,
  province: { ...here.province, environment: { ...here.province.environment, nat64 } },
  tenants: { ...here.tenants, [tenant.code]: tenant },
});

/** Addresses to which the security groups of a port let DNS out. */
const openedResolvers = ({ rules }: Configuration, port: Entry): string[] =>
  rules
    .filter(({ group = "", text }) => textsIn(port, "security_groups").includes(group) && / udp 53 to /.test(text))
    .map(({ text }) => text.replace(/.* to /, "").replace(/\/(32|128)$/, ""))
    .toSorted();

const addressesOf = (port: Entry): string[] => entriesIn(port, "fixed_ips").map((each) => textIn(each, "ip_address"));

/** By server: the resolvers that are probed from it, and those that its port may reach. */
async function resolversOf(repository: Repository, tenant: Tenant) {
  const { province, plan } = repository;
  const [preview] = await previewStacks([tenant.code], repository);
  const network = plannedAgency(tenant.code, [preview!]);
  return plannedServers(province, plan, tenant).map(({ name, zone, ipv6 }) => {
    const port = network.resources.port.find((each) => addressesOf(each).includes(ipv6))!;
    const ipv4 = addressesOf(port).find((address) => !address.includes(":"));
    const probes = dnsProbes(province, tenant, { agency: tenant.code, server: name, zone, ipv4 });
    return { name, probed: probes.map(({ address }) => address).toSorted(), opened: openedResolvers(network, port) };
  });
}

test.each<StackMode>(["dual", "v6-preferred", "v6-only"])(
  "with NAT64, servers of a tenant in mode %s are probed to the resolvers that their security groups open",
  async (mode) => {
    const tenant: Tenant = { ...STTTT, mode, phase: 3 };
    const found = await resolversOf(withNat64(tenant), tenant);
    const { ipv4, ipv6 } = here.province.environment.resolvers;
    expect(found.length).toBeGreaterThan(0);
    for (const { probed, opened } of found) {
      expect(probed).toEqual(opened);
      expect(probed).toEqual((mode === "v6-only" ? DNS64 : [...ipv4, ...ipv6]).toSorted());
    }
  },
);

test("where one zone is without IPv4, its servers alone ask the DNS64 resolvers", async () => {
  const zones = STTTT.zones.map((zone) => (zone.code === "app" ? { ...zone, mode: "v6-only" as const } : zone));
  const tenant: Tenant = { ...STTTT, zones };
  const found = await resolversOf(withNat64(tenant), tenant);
  for (const { probed, opened } of found) expect(probed).toEqual(opened);
  const asking = found.filter(({ probed }) => probed.join() === DNS64.join()).map(({ name }) => name);
  const inZone = STTTT.servers.filter(({ zone }) => zone === "app").map(({ name }) => name);
  expect(new Set(asking.map((name) => name.replace(/-\d+$/, "")))).toEqual(new Set(inZone));
  expect(asking.length).toBeLessThan(found.length);
});
