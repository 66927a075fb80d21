import type { AddressPlan } from "../../address-plan/plan.ts";
import { parsePrefix } from "../../address-plan/prefixes/prefix.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import type { Province, Service } from "../../model/province.ts";
import type { StackMode, Tenant, TenantFlow, TenantServer } from "../../model/tenant.ts";
import type { DeployedTenant } from "../deployed/deployed-tenant.ts";
import { plannedServers } from "../expected/planned-server.ts";

const tcp = (name: string, port: number): Service => ({
  name,
  description: name,
  ports: [{ protocol: "tcp", port, portTo: port }],
});

const template = (name: string, zone: string, host: number, offers: string[]) => ({
  name,
  description: name,
  image: "guest",
  flavor: "small",
  zone,
  host,
  offers,
  cloudInit: "",
});

const zone = (code: string, nibble: number) => ({
  code,
  name: code,
  nibble,
  description: code,
  addressMode: "dhcpv6-stateful" as const,
});

const byName = <T extends { name: string }>(records: T[]): Record<string, T> =>
  Object.fromEntries(records.map((record) => [record.name, record]));

/** A province with four zones, five services and three templates: as small as the proof's tests allow. */
export const sampleProvince: Province = {
  code: "38",
  name: "Thanh Hóa",
  profile: "P40",
  asOf: "2022-12-14",
  register: { validFrom: "2022-04-10", source: "sample" },
  areas: {},
  ended: {},
  reforms: [],
  environment: {
    name: "example",
    description: "documentation addresses",
    addresses: "documentation",
    resolvers: { ipv4: ["198.51.100.53"], ipv6: ["2001:db8:cafe::53"] },
    region: "RegionOne",
  },
  resources: [],
  uplinks: [],
  roas: [],
  dnsZones: [],
  uniqueLocalPrefixes: [],
  dataCentres: {},
  zones: Object.fromEntries(
    [zone("dmz", 2), zone("app", 3), zone("db", 4), zone("mgmt", 5)].map((each) => [each.code, each]),
  ),
  flows: [],
  services: byName([
    tcp("http", 80),
    tcp("https", 443),
    tcp("app-http", 8080),
    tcp("postgres", 5432),
    {
      name: "dns",
      description: "dns",
      ports: [
        { protocol: "udp", port: 53, portTo: 53 },
        { protocol: "tcp", port: 53, portTo: 53 },
      ],
    },
  ]),
  templates: byName([
    template("web", "dmz", 2, ["http", "https"]),
    template("app", "app", 6, ["app-http"]),
    template("db", "db", 10, ["postgres"]),
  ]),
  images: {},
  flavors: {},
  externalNetworks: {},
  standards: {},
  units: {},
  securityBaseline: {
    code: "nd331-2026",
    name: "nd331-2026",
    validFrom: "2026-08-19",
    zones: { 1: [], 2: [], 3: [], 4: [], 5: [] },
  },
  stackMode: "dual",
  waivers: [],
};

/** A host of the Internet that answers. */
export const sampleFarHosts = { ipv4: "198.51.100.10", ipv6: "2001:db8:cafe::10" };

/** Two departments and a commune, in the places that the model province has them. */
export const samplePlan: AddressPlan = {
  profile: "P40",
  quarantined: [],
  root6: parsePrefix("3fff:38::/40"),
  root4: parsePrefix("10.0.0.0/8"),
  sites: {
    "15061": {
      site: "15061",
      kind: "commune",
      parent: "389",
      name: "Thị trấn Ngọc Lặc",
      ipv6: parsePrefix("3fff:38:84:8000::/56"),
      ipv4: parsePrefix("10.137.0.0/23"),
      owner: "15061",
      since: "2022-05-16",
    },
    stttt: {
      site: "stttt",
      kind: "department",
      name: "Sở TT&TT",
      ipv6: parsePrefix("3fff:38:60::/48"),
      ipv4: parsePrefix("10.96.0.0/16"),
      owner: "stttt",
      since: "2022-05-16",
    },
    vpubnd: {
      site: "vpubnd",
      kind: "department",
      name: "VP UBND",
      ipv6: parsePrefix("3fff:38:40::/48"),
      ipv4: parsePrefix("10.64.0.0/16"),
      owner: "vpubnd",
      since: "2022-05-16",
    },
  },
};

/** A server of a template, in the template's own zone unless another is given. */
export function sampleServer(name: string, templateName: string, more: Partial<TenantServer> = {}): TenantServer {
  const from = sampleProvince.templates[templateName];
  if (from === undefined) throw new Error(`no template ${templateName}`);
  return { name, template: templateName, zone: from.zone, replicas: 1, publish: false, host: from.host, ...more };
}

/** A tenant of the sample plan with the zones of its servers. */
export function sampleTenant(
  code: string,
  servers: TenantServer[],
  flows: TenantFlow[],
  mode: StackMode = "dual",
): Tenant {
  return {
    code,
    name: code,
    kind: code === "15061" ? "commune" : "department",
    dataCentre: "dc-a",
    securityLevel: 3,
    securityBaseline: "nd331-2026",
    mode,
    phase: 3,
    stage: "pilot",
    owner: code,
    zones: ["app", "db", "dmz", "mgmt"].map((each) => ({ code: each, subnets: 1 })),
    servers,
    flows,
    quotas: { instances: 8, cores: 8, ramMb: 8192, networks: 4, floatingIps: 2 },
    declared: true,
    enrolled: true,
    source: `stacks/agencies/${code}.yaml`,
  };
}

const flow = (from: TenantFlow["from"], to: string, services: string[], origin: TenantFlow["origin"]): TenantFlow => ({
  from,
  to,
  services,
  origin,
});

/** A department with a published web server, and a commune whose web server may ask the department's application. */
export function sampleTenants(mode: StackMode = "dual"): Record<string, Tenant> {
  return {
    "15061": sampleTenant(
      "15061",
      [sampleServer("web", "web")],
      [flow({ kind: "internet" }, "dmz", ["http", "https"], "standard")],
      mode,
    ),
    stttt: sampleTenant(
      "stttt",
      [sampleServer("app", "app"), sampleServer("db", "db"), sampleServer("web", "web", { publish: true })],
      [
        flow({ kind: "internet" }, "dmz", ["http", "https"], "standard"),
        flow({ kind: "zone", zone: "dmz" }, "app", ["app-http"], "standard"),
        flow({ kind: "zone", zone: "app" }, "db", ["postgres"], "standard"),
        flow({ kind: "agency", agency: "15061", zone: "dmz" }, "app", ["app-http"], "declared"),
      ],
      mode,
    ),
  };
}

/** What the stacks of these tenants give when all is as planned; published servers get 203.0.113.10, .11, ... */
export function sampleDeployed(tenants: Record<string, Tenant>): Record<string, DeployedTenant> {
  let floating = 9;
  return Object.fromEntries(
    Object.values(tenants).map((tenant) => [
      tenant.code,
      {
        agency: tenant.code,
        projectId: `project-of-${tenant.code}`,
        networks: Object.fromEntries(
          tenant.zones.map(({ code }) => [code, { zone: code, networkId: `net-${tenant.code}-${code}` }]),
        ),
        servers: Object.fromEntries(
          plannedServers(sampleProvince, samplePlan, tenant).map((server) => [
            server.name,
            {
              instanceId: `id-of-${tenant.code}-${server.name}`,
              zone: server.zone,
              role: server.template,
              ipv6: server.ipv6,
              ...(tenant.mode === "v6-only" ? {} : { ipv4: server.ipv4 }),
              ...(server.publish && tenant.mode !== "v6-only" ? { floating: `203.0.113.${(floating += 1)}` } : {}),
            },
          ]),
        ),
      },
    ]),
  );
}

/** The outputs of an agency's stack that say the same. */
export function sampleOutputs(deployed: DeployedTenant): Record<string, unknown> {
  return {
    agency: deployed.agency,
    projectId: deployed.projectId,
    networks: deployed.networks,
    servers: Object.fromEntries(
      Object.entries(deployed.servers).map(([name, server]) => [`${deployed.agency}-${name}`, server]),
    ),
  };
}

/** A repository that holds the sample province with these tenants; its ledger is not read. */
export function sampleRepository(tenants: Repository["tenants"]): Repository {
  return { root: "", province: sampleProvince, tenants, plan: samplePlan, ledger: undefined as never, notes: [] };
}
