import { expect, test } from "vitest";
import { SecurityGroup } from "../security-group/index.ts";
import type { NamedService } from "../security-group/rules.ts";
import { ofType, recordResources, theOne, type RecordedResource } from "../testing/record-resources.ts";
import { AgencyTenant } from "./index.ts";
import type { AgencyTenantArgs, TenantNetwork, TenantServer } from "./tenant-args.ts";

const https: NamedService = { name: "https", ports: [{ protocol: "tcp", port: 443 }] };
const postgres: NamedService = { name: "postgres", ports: [{ protocol: "tcp", port: 5432 }] };

const network = (zone: string, nibble: number): TenantNetwork => ({
  zone,
  ipv4: { cidr: `10.96.${nibble}.0/24`, gateway: `10.96.${nibble}.1`, dnsServers: ["192.0.2.53"] },
  ipv6: {
    cidr: `2001:db8:60:${nibble}000::/64`,
    gateway: `2001:db8:60:${nibble}000::1`,
    dnsServers: ["2001:db8::53"],
  },
});
const server = (zone: string, nibble: number, numbers: number[]): TenantServer => ({
  network: zone,
  role: `${zone}-role`,
  model: { imageId: "image", flavorId: "flavor", cloudInit: "#cloud-config\n" },
  replicas: numbers.map((number) => ({
    number,
    addresses: { ipv4: `10.96.${nibble}.${15 + number}`, ipv6: `2001:db8:60:${nibble}000::${15 + number}` },
  })),
});

const tenant: AgencyTenantArgs = {
  agency: "stttt",
  projectId: "project",
  tags: { agency: "stttt", env: "lab", system: "tenant", zone: "infra" },
  routerId: "router",
  externalNetwork: { name: "public", ipv4SubnetId: "external-4" },
  resolvers: { ipv4: ["192.0.2.53"], ipv6: ["2001:db8::53"] },
  networks: { dmz: network("dmz", 2), db: network("db", 4) },
  rules: {
    dmz: [
      { direction: "ingress", peer: { kind: "anywhere" }, services: [https] },
      { direction: "egress", peer: { kind: "zone", zone: "db" }, services: [postgres] },
    ],
    db: [
      { direction: "ingress", peer: { kind: "zone", zone: "dmz" }, services: [postgres] },
      { direction: "ingress", peer: { kind: "zone", zone: "db" }, services: [postgres] },
    ],
  },
  servers: { web: { ...server("dmz", 2, [1, 2]), publish: true }, data: server("db", 4, [1]) },
};
const make = (more: Partial<AgencyTenantArgs> = {}) =>
  recordResources(() => {
    const { projectId, networks, servers } = new AgencyTenant("stttt", { ...tenant, ...more });
    return { projectId, networks, servers };
  });

/** The tenant as it stands above, recorded once: most tests look at it without changing it. */
let recording: ReturnType<typeof make> | undefined;
const standard = () => (recording ??= make());

test("outputs tell every server's addresses in both families", async () => {
  const { result } = await standard();
  expect(result.projectId).toBe("project");
  expect(result.servers["stttt-web-2"]).toEqual({
    instanceId: "stttt-web-2-id",
    server: "web",
    role: "dmz-role",
    network: "dmz",
    zone: "dmz",
    ipv4: "10.96.2.17",
    ipv6: "2001:db8:60:2000::17",
    floating: "203.0.113.77",
  });
  expect(Object.keys(result.servers)).toEqual(["stttt-data-1", "stttt-web-1", "stttt-web-2"]);
  expect(result.servers["stttt-data-1"]).not.toHaveProperty("floating");
  expect(result.networks["db"]).toEqual({
    zone: "db",
    networkId: "stttt-db-id",
    ipv4: { cidr: "10.96.4.0/24", subnetId: "stttt-db-ipv4-id" },
    ipv6: { cidr: "2001:db8:60:4000::/64", subnetId: "stttt-db-ipv6-id" },
  });
});

test("rules between zones name the other zone's group; within a zone, its own", async () => {
  const { resources } = await standard();
  const remote = (name: string) => theOne(resources, "SecGroupRule", name).inputs["remoteGroupId"];
  expect(remote("stttt-db-ingress-group-dmz-tcp-5432-ipv6")).toBe("stttt-dmz-id");
  expect(remote("stttt-dmz-egress-group-db-tcp-5432-ipv4")).toBe("stttt-db-id");
  expect(remote("stttt-db-ingress-self-tcp-5432-ipv4")).toBe("stttt-db-id");
});

test("tags say the zone of everything, and the system of a server", async () => {
  const { resources } = await standard();
  expect(theOne(resources, "Subnet", "stttt-db-ipv6").inputs["tags"]).toEqual([
    "agency:stttt",
    "env:lab",
    "system:tenant",
    "zone:db",
  ]);
  expect(theOne(resources, "Instance", "stttt-web-1").inputs["tags"]).toEqual([
    "agency:stttt",
    "env:lab",
    "system:web",
    "zone:dmz",
  ]);
});

test("a server starts once its default routes and its rules are there", async () => {
  const { resources } = await standard();
  const { dependencies } = theOne(resources, "Instance", "stttt-web-1");
  expect(dependencies).toContain(theOne(resources, "RouterInterface", "stttt-dmz-ipv6-gateway").urn);
  for (const rule of [
    "stttt-standing-egress-prefixes-metadata-tcp-80-ipv4",
    "stttt-dmz-ingress-anywhere-tcp-443-ipv6",
  ]) {
    expect(dependencies).toContain(theOne(resources, "SecGroupRule", rule).urn);
  }
});

test("every port has its zone's group and the standing one, which alone holds what every server needs", async () => {
  const { resources } = await standard();
  const groups = (port: string) => theOne(resources, "Port", port).inputs["securityGroupIds"];
  expect(groups("stttt-web-1")).toEqual(["stttt-dmz-id", "stttt-standing-id"]);
  expect(groups("stttt-data-1")).toEqual(["stttt-db-id", "stttt-standing-id"]);
  const standing = ofType(resources, "SecGroupRule").filter(({ name }) =>
    /-(dhcp|metadata|resolver-1|icmp-(too-big|unreachable|time-exceeded|parameter-problem))-/.test(name),
  );
  expect(standing).toHaveLength(13);
  expect(new Set(standing.map(({ inputs }) => inputs["securityGroupId"]))).toEqual(new Set(["stttt-standing-id"]));
});

/** What one port is let do, whichever of its groups says so. */
function allowedTo(resources: readonly RecordedResource[], port: string): string[] {
  const ids = theOne(resources, "Port", port).inputs["securityGroupIds"] as string[];
  return ofType(resources, "SecGroupRule")
    .filter(({ inputs }) => ids.includes(String(inputs["securityGroupId"])))
    .map(({ inputs }) => JSON.stringify({ ...inputs, securityGroupId: undefined }))
    .toSorted();
}

test("a port is let do what one group with everything in it would let it do", async () => {
  const { resources } = await standard();
  const alone = await recordResources(
    () =>
      new SecurityGroup("db", {
        resolvers: tenant.resolvers,
        rules: [
          { direction: "ingress", peer: { kind: "group", name: "dmz", id: "stttt-dmz-id" }, services: [postgres] },
          { direction: "ingress", peer: { kind: "group", name: "db", id: "stttt-db-id" }, services: [postgres] },
        ],
      }),
  );
  const wanted = ofType(alone.resources, "SecGroupRule").map(({ inputs }) =>
    // A rule for the zone itself is described so.
    JSON.stringify({ ...inputs, securityGroupId: undefined }).replace("from db:", "from self:"),
  );
  expect(allowedTo(resources, "stttt-data-1")).toEqual(wanted.toSorted());
});

test("v6-only: nothing of IPv4 is left: no subnet, address, rule or floating address (V6O-01)", async () => {
  const { resources, result } = await make({ mode: "v6-only" });
  const versions = ofType(resources, "Subnet").map(({ inputs }) => inputs["ipVersion"]);
  expect(new Set(versions)).toEqual(new Set([6]));
  expect(ofType(resources, "FloatingIp")).toEqual([]);
  expect(ofType(resources, "SecGroupRule").filter(({ inputs }) => inputs["ethertype"] === "IPv4")).toEqual([]);
  expect(JSON.stringify([resources, result])).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
  expect(theOne(resources, "Instance", "stttt-web-1").inputs["configDrive"]).toBe(true);
});

test("v6-preferred: a zone without IPv4 in the plan has none, a zone with it has both", async () => {
  const { ipv4: _, ...ipv6Alone } = network("db", 4);
  const { resources } = await make({ mode: "v6-preferred", networks: { dmz: network("dmz", 2), db: ipv6Alone } });
  expect(ofType(resources, "Subnet").map(({ name }) => name)).toEqual([
    "stttt-db-ipv6",
    "stttt-dmz-ipv4",
    "stttt-dmz-ipv6",
  ]);
  expect(theOne(resources, "Port", "stttt-data-1").inputs["fixedIps"]).toHaveLength(1);
  expect(theOne(resources, "Port", "stttt-web-1").inputs["fixedIps"]).toHaveLength(2);
});

test("the two families agree: as many subnets, router interfaces, port addresses and rules of services", async () => {
  const { resources } = await standard();
  const ofFamily = (type: string, family: string) =>
    ofType(resources, type).filter(({ name }) => name.includes(family)).length;
  expect(ofFamily("Subnet", "ipv4")).toBe(ofFamily("Subnet", "ipv6"));
  expect(ofFamily("RouterInterface", "ipv4")).toBe(ofFamily("RouterInterface", "ipv6"));
  const services = (family: string) =>
    ofType(resources, "SecGroupRule")
      // DHCP's ports differ between the families; expand-rules.test.ts holds its twins together.
      .filter(({ name }) => /-(tcp|udp)-/.test(name) && !name.includes("-dhcp-") && name.endsWith(family))
      .map(({ name, inputs }) => [name.replace(family, ""), inputs["description"], inputs["portRangeMin"]]);
  expect(services("ipv4")).toEqual(services("ipv6"));
});

/** What an engine would make of the step from one set of resources to another, at the level of inputs. */
function changes(before: readonly RecordedResource[], after: readonly RecordedResource[]) {
  const then = new Map(before.map((resource) => [resource.urn, resource]));
  const now = new Map(after.map((resource) => [resource.urn, resource]));
  const changedInputs = ({ urn, inputs }: RecordedResource): string[] => {
    const old = then.get(urn)?.inputs ?? {};
    return Object.keys({ ...old, ...inputs })
      .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(inputs[key]))
      .map((key) => `${urn.split(":").at(-3)} ${key}`);
  };
  return {
    added: after.filter(({ urn }) => !then.has(urn)),
    removed: before.filter(({ urn }) => !now.has(urn)),
    changed: [...new Set(after.filter(({ urn }) => then.has(urn)).flatMap(changedInputs))],
  };
}

test("enabling IPv6 on a whole IPv4 tenant adds; of the old, ports alone get a further address (R1-13)", async () => {
  const ipv4Networks = Object.fromEntries(
    Object.entries(tenant.networks).map(([key, planned]) => [key, { ...planned, ipv6: undefined }]),
  );
  const before = await make({ networks: ipv4Networks, legacyIpv4Only: { reason: "IPv6 follows in phase 2" } });
  const after = await standard();
  const { added, removed, changed } = changes(before.resources, after.resources);
  expect(removed).toEqual([]);
  // Neutron adds an address to a port in place: `fixedIps` is no input that replaces.
  expect(changed).toEqual(["Port fixedIps"]);
  expect(added.length).toBeGreaterThan(0);
  for (const resource of added) expect(`${resource.name} ${resource.type}`).toMatch(/ipv6/);
});

test("a new zone changes nothing of the others", async () => {
  const before = await standard();
  const after = await make({ networks: { ...tenant.networks, app: network("app", 3) } });
  const { removed, changed } = changes(before.resources, after.resources);
  expect([removed, changed]).toEqual([[], []]);
});

test("the order of networks and servers changes nothing", async () => {
  const after = await make({ networks: reversed(tenant.networks), servers: reversed(tenant.servers) });
  expect(after).toEqual(await standard());
});

const reversed = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toReversed());

test("names that lead nowhere are refused, all at once", async () => {
  const faulty: Partial<AgencyTenantArgs> = {
    networks: { ...tenant.networks, standing: network("standing", 6) },
    rules: { lan: [], db: [{ direction: "ingress", peer: { kind: "zone", zone: "app" }, services: [postgres] }] },
    servers: { web: { ...server("web", 2, [1]), network: "dmzz" } },
  };
  await expect(make(faulty)).rejects.toThrow(
    [
      "AgencyTenant 'stttt':",
      "zone 'standing' has the name of the group of standing rules: choose another",
      "rules for zone 'lan', which has no network; zones: db, dmz, standing",
      "a rule of zone 'db' names zone 'app', which has no network; zones: db, dmz, standing",
      "server 'web' is on network 'dmzz', which is not there; networks: db, dmz, standing",
    ].join("\n  - "),
  );
});

test("protect guards floating addresses and data volumes", async () => {
  const data = { ...server("db", 4, [1]), model: { imageId: "image", flavorId: "flavor", dataVolumeGb: 20 } };
  const { resources } = await make({ protect: true, servers: { ...tenant.servers, data } });
  const types = resources.filter(({ protect }) => protect).map(({ type }) => String(type.split(":").at(-1)));
  expect([...new Set(types)].toSorted()).toEqual(["FloatingIp", "Volume"]);
});

test("servers without IPv4 ask their own resolvers, and no other server may ask those", async () => {
  const { ipv6 } = network("v6only", 6);
  const { number, addresses } = server("v6only", 6, [1]).replicas[0]!;
  const pilot = { ...server("v6only", 6, [1]), replicas: [{ number, addresses: { ipv6: addresses.ipv6 } }] };
  const args = {
    networks: { ...tenant.networks, v6only: { zone: "v6only", mode: "v6-only" as const, ipv6 } },
    servers: { ...tenant.servers, pilot },
  };
  const { resources } = await make({ ...args, v6OnlyResolvers: ["2001:db8::64"] });
  const groups = ofType(resources, "SecGroup").map(({ name }) => name);
  expect(groups.filter((name) => name.includes("standing"))).toEqual(["stttt-standing", "stttt-standing-v6-only"]);
  const rulesOf = (group: string) =>
    ofType(resources, "SecGroupRule")
      .filter(({ name }) => name.startsWith(`${group}-`))
      .map(({ inputs }) => inputs);
  const v6Only = rulesOf("stttt-standing-v6-only");
  expect(v6Only.map(({ ethertype }) => ethertype)).not.toContain("IPv4");
  expect(v6Only.map(({ remoteIpPrefix }) => remoteIpPrefix)).toContain("2001:db8::64/128");
  const others = ofType(resources, "SecGroupRule").filter(
    ({ name, inputs }) =>
      inputs["remoteIpPrefix"] === "2001:db8::64/128" && !name.startsWith("stttt-standing-v6-only-"),
  );
  expect(others).toEqual([]);
  const plain = await make(args);
  expect(ofType(plain.resources, "SecGroup").map(({ name }) => name)).not.toContain("stttt-standing-v6-only");
});

test("one network may go without IPv4, and its servers with it, in a tenant of both families", async () => {
  const { ipv6 } = network("v6only", 6);
  const data = server("v6only", 6, [1]);
  const { result, resources } = await make({
    networks: { ...tenant.networks, v6only: { zone: "v6only", mode: "v6-only", ipv6 } },
    rules: tenant.rules,
    servers: {
      ...tenant.servers,
      pilot: {
        ...data,
        publish: true,
        replicas: data.replicas.map(({ number, addresses }) => ({ number, addresses: { ipv6: addresses.ipv6 } })),
      },
    },
  });
  expect(result.networks["v6only"]).not.toHaveProperty("ipv4");
  expect(result.networks["dmz"]).toHaveProperty("ipv4");
  expect(result.servers["stttt-pilot-1"]).toMatchObject({ ipv6: "2001:db8:60:6000::16" });
  expect(result.servers["stttt-pilot-1"]).not.toHaveProperty("ipv4");
  expect(result.servers["stttt-pilot-1"]).not.toHaveProperty("floating");
  expect(ofType(resources, "Subnet").map(({ name }) => name)).not.toContain("stttt-v6only-ipv4");
  await expect(make({ networks: { ...tenant.networks, v6only: { zone: "v6only", ipv6 } } })).rejects.toThrow(
    "ipv4 is missing",
  );
});
