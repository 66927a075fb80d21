import { expect, test } from "vitest";
import { evidence } from "../model/schema/agency-evidence.ts";
import * as fields from "../model/schema/fields.ts";
import { ACCEPTANCE_TESTS, LIFECYCLE_STAGES, policyContext } from "../policies/context.ts";
import { judge } from "../policies/judge.ts";
import type { JudgedResource } from "../policies/policy.ts";
import { labelOf } from "../policies/resources/labels.ts";
import { PORT, PROJECT as PROJECT_TYPE, SUBNET, VOLUME } from "../policies/resources/types.ts";
import { policyContextOf } from "./policy-context.ts";
import { previewStacks } from "./preview-stacks.ts";
import { judgedResource, judgePreview } from "./preview/judged-stack.ts";
import { openRepository, type Repository } from "./repository/repository.ts";
import { stackInputs } from "./stack-inputs.ts";
import { PLATFORM_STACK, PROJECT, projectStack } from "./stack-names.ts";

const repository = openRepository();
/** The same province once its addresses are registered: what nothing but the environment's file decides. */
const registered: Repository = {
  ...repository,
  province: {
    ...repository.province,
    environment: { ...repository.province.environment, addresses: "registered", name: "main" },
  },
};

test("an image that nobody has seen on IPv6 from its source is refused until somebody has (IMG-01)", async () => {
  const lab = openRepository(repository.root, { environment: "lab" });
  const [platform] = await previewStacks([PLATFORM_STACK], lab);
  const { findings } = judgePreview(platform!, policyContextOf(PROJECT, PLATFORM_STACK, lab));
  expect(findings.filter(({ level }) => level === "mandatory").map(({ policy }) => policy)).toEqual(["IMG-01"]);
});

const context = policyContextOf(PROJECT, "stttt", repository);
const nat64 = {
  prefix: "64:ff9b::/96",
  dns64Servers: ["2001:db8::64", "2001:db8::65"],
  pref64: true,
  logRetentionMonths: 12,
};

test("stacks/ and the policies, which know nothing of each other, have the same modes, stages and tests in one order", () => {
  expect(fields.mode.options).toEqual(policyContext.shape.mode.unwrap().options);
  expect(fields.stage.options).toEqual(LIFECYCLE_STAGES);
  expect(Object.keys(evidence.shape.tests.unwrap().shape)).toEqual(ACCEPTANCE_TESTS);
});

test("an agency's zones, and those that its data centre lends, are what its level asks for", () => {
  expect(context.requiredZones).toEqual(["edge", "dmz", "lan", "app", "wifi", "db", "mgmt"]);
  expect(context.providedZones).toEqual(["infra", "edge", "lan", "wifi", "wan"]);
});

test("flows are the matrix's standard ones and the agency's own, with ports", () => {
  const { flows = [] } = context;
  expect(flows).toContainEqual({ from: "app", to: "db", ports: [{ protocol: "tcp", port: 5432, portTo: 5432 }] });
  expect(flows).toContainEqual({ from: "agency", to: "app", ports: [{ protocol: "tcp", port: 8080, portTo: 8080 }] });
  // Lent zones are no zones of the tenant, and the matrix speaks of them all the same.
  expect(flows.some(({ from, to }) => from === "lan" && to === "dmz")).toBe(true);
  expect(flows.filter(({ from }) => from === "internet").map(({ to }) => to)).toEqual(["dmz"]);
  expect(flows.some(({ from, to }) => from === "lan" && to === "db")).toBe(false);
});

test("what the province has registered and approved holds for every stack", () => {
  expect(context).toMatchObject({
    environment: "example",
    aggregates: { ipv4: ["10.0.0.0/8"], ipv6: ["3fff:38::/40"] },
    asns: [64_496],
    approvedImages: ["debian-13-guest"],
    approvedFlavors: ["SCS-1L-0.5-5", "SCS-2L-2-10", "SCS-4L-8-20", "large", "medium", "small"],
    lifecycle: { stage: "dual-stack" },
  });
  expect(policyContextOf(PROJECT, PLATFORM_STACK, repository)).toMatchObject({
    platform: true,
    aggregates: { ipv6: ["3fff:38::/40", "2001:db8:ffff::/64"] },
  });
});

test("carriers, ROAs and DNS zones are province.yaml's, reverse zones the plan's", () => {
  expect(context).toMatchObject({
    uplinks: [
      { carrier: "Nhà mạng A", asn: 64_500, ipv4: true, ipv6: true },
      { carrier: "Nhà mạng B", asn: 65_536, ipv4: true, ipv6: true },
    ],
    roas: [{ prefix: "3fff:38::/40", asn: 64_496, maxLength: 40 }],
    dnsZones: ["thanhhoa.example"],
    reverseZones: ["0.6.0.0.8.3.0.0.f.f.f.3.ip6.arpa", "96.10.in-addr.arpa"],
  });
  expect(context.ulaPrefixes).toBeUndefined();
  const silent = { uplinks: [], roas: [], dnsZones: [], uniqueLocalPrefixes: ["fd3c:91e7:5a02::/48"] };
  const known = policyContextOf(PROJECT, "stttt", {
    ...repository,
    province: { ...repository.province, ...silent },
  });
  expect(known.ulaPrefixes).toEqual(["fd3c:91e7:5a02::/48"]);
  expect([known.uplinks, known.roas, known.dnsZones]).toEqual([undefined, undefined, undefined]);
});

test("the platform is of the highest level of its data centres, and has the reverse zones of the roots", () => {
  const { province } = repository;
  const levels = (a: 1 | 3, b: 1 | 4) => {
    const { "dc-a": first, "dc-b": second } = province.dataCentres;
    const dataCentres = { "dc-a": { ...first!, securityLevel: a }, "dc-b": { ...second!, securityLevel: b } };
    return policyContextOf(PROJECT, PLATFORM_STACK, { ...repository, province: { ...province, dataCentres } });
  };
  expect([levels(1, 1), levels(3, 1), levels(3, 4)].map(({ securityLevel }) => securityLevel)).toEqual([1, 3, 4]);
  expect(policyContextOf(PROJECT, PLATFORM_STACK, repository)).toMatchObject({
    securityLevel: 3,
    reverseZones: ["0.0.8.3.0.0.f.f.f.3.ip6.arpa", "10.in-addr.arpa"],
  });
});

test("a server's own phase is its system's; the tenant's is not said twice", () => {
  const stttt = repository.tenants["stttt"]!;
  const known = (web: 1 | 3, db: 3) =>
    policyContextOf(PROJECT, "stttt", {
      ...repository,
      tenants: {
        ...repository.tenants,
        stttt: {
          ...stttt,
          servers: stttt.servers.map((each) => ({
            ...each,
            ...(each.name === "web" ? { phase: web } : { phase: db }),
          })),
        },
      },
    }).systemPhases;
  expect(stttt.phase).toBe(3);
  expect(known(1, 3)).toEqual({ web: 1 });
  expect(known(3, 3)).toBeUndefined();
  expect(context.systemPhases).toBeUndefined();
});

test("the systems of a plan bear the tag by which their phase is found", async () => {
  const [plan] = await previewStacks(["stttt"], repository);
  const systems = (type: string) =>
    plan!.resources
      .filter((resource) => resource.type.endsWith(`:${type}`))
      .map((resource) => labelOf(judgedResource(resource), "system"));
  const names = new Set(repository.tenants["stttt"]?.servers.map(({ name }) => name));
  expect(new Set(systems("Port"))).toEqual(names);
  expect(new Set(systems("Instance"))).toEqual(names);
  expect(new Set(systems("FloatingIp"))).toEqual(new Set(["web"]));
});

const listLength = (value: unknown): number => (Array.isArray(value) ? value.length : -1);

const at = (more: object): Repository => ({
  ...repository,
  tenants: { ...repository.tenants, "15061": { ...repository.tenants["15061"]!, stage: "production", ...more } },
});

test("production needs the evidence of the agency's file", async () => {
  const [plan] = await previewStacks(["15061"], at({}));
  const gate = (stands: Repository) =>
    judgePreview(plan!, policyContextOf(PROJECT, "15061", stands)).findings.filter(({ policy }) => policy === "LIF-01");
  expect(gate(at({}))).toHaveLength(1);
  const tests = { functional: "pass", feature: "pass", performance: "pass", security: "pass" };
  expect(gate(at({ evidence: { tests, fallback: "DNS back", risks: ["printers"] } }))).toEqual([]);
});

test("nothing is known of another project or of an unknown stack", () => {
  expect(policyContextOf("else", "stttt", repository)).toEqual({});
  expect(policyContextOf(PROJECT, "nobody", repository)).toEqual({});
});

test("with registered addresses it is production, and everything that must not die is protected", () => {
  expect(policyContextOf(PROJECT, "stttt", registered).environment).toBe("production");
  expect(stackInputs(registered, PLATFORM_STACK)).toMatchObject({ protect: true });
  expect(stackInputs(registered, "stttt")).toMatchObject({ tenant: { protect: true } });
  expect(stackInputs(repository, "stttt")).toMatchObject({ tenant: { protect: false } });
});

test("what a cloud has beside servers comes from its environment", async () => {
  const environment = {
    ...repository.province.environment,
    cloudServices: ["block-storage" as const],
    volumes: {
      type: "luks",
      encryptedTypes: ["luks"],
      dedicatedTypes: ["luks"],
      backup: { schedule: "daily" as const, copies: 7 },
    },
    nat64,
  };
  const stttt = repository.tenants["stttt"]!;
  const equipped: Repository = {
    ...repository,
    province: { ...repository.province, environment },
    tenants: {
      ...repository.tenants,
      stttt: {
        ...stttt,
        mode: "v6-only",
        stage: "pilot",
        servers: stttt.servers.map((server) => ({ ...server, dataVolumeGb: 20 })),
      },
    },
  };
  const known = policyContextOf(PROJECT, "stttt", equipped);
  expect(known).toMatchObject({
    cloudServices: ["block-storage"],
    encryptedVolumeTypes: ["luks"],
    dedicatedVolumeTypes: ["luks"],
    nat64: environment.nat64,
  });
  // The stack's own volumes and subnets satisfy what BLK-01, BLK-02 and V6O-02 then know.
  const [plan] = await previewStacks(["stttt"], equipped);
  expect(plan!.resources.filter(({ type }) => type === VOLUME)).not.toEqual([]);
  expect(judgePreview(plan!, known).findings).toEqual([]);
});

test("the zone v6only of a tenant of both families has no IPv4 and asks the DNS64 resolvers", async () => {
  const stttt = repository.tenants["stttt"]!;
  const judged = async (more: { nat64?: typeof nat64 }) => {
    const { nat64: _, ...environment } = repository.province.environment;
    const stands: Repository = {
      ...repository,
      province: { ...repository.province, environment: { ...environment, ...more } },
      tenants: { ...repository.tenants, stttt: { ...stttt, zones: [...stttt.zones, { code: "v6only", subnets: 1 }] } },
    };
    const [plan] = await previewStacks(["stttt"], stands);
    const resolvers = plan!.resources
      .filter(({ type }) => type === SUBNET)
      .map(judgedResource)
      .map(({ name, inputs }) => [name, inputs["ipVersion"], inputs["dnsNameservers"]]);
    return { ...judgePreview(plan!, policyContextOf(PROJECT, "stttt", stands)), resolvers };
  };
  const { findings, resolvers } = await judged({ nat64 });
  expect(findings).toEqual([]);
  const { ipv4, ipv6 } = repository.province.environment.resolvers;
  expect(resolvers.filter(([name]) => String(name).includes("v6only"))).toEqual([
    ["stttt-v6only-ipv6", 6, nat64.dns64Servers],
  ]);
  expect(resolvers.filter(([name]) => String(name).includes("-app-"))).toEqual([
    ["stttt-app-ipv4", 4, ipv4],
    ["stttt-app-ipv6", 6, ipv6],
  ]);
  // Without NAT64 nobody leads its hosts to IPv4.
  expect((await judged({})).findings.map(({ policy }) => policy)).toEqual(["V6O-02"]);
});

test("a zone that the agency takes IPv4 from has none, servers and all, and every policy knows", async () => {
  const stttt = repository.tenants["stttt"]!;
  const stands = (stage: "pilot" | "dual-stack", mode?: "v6-only"): Repository => ({
    ...repository,
    province: { ...repository.province, environment: { ...repository.province.environment, nat64 } },
    tenants: {
      ...repository.tenants,
      stttt: {
        ...stttt,
        stage,
        zones: stttt.zones.map((zone) => (zone.code === "app" && mode ? { ...zone, mode } : zone)),
      },
    },
  });
  const pilot = stands("pilot", "v6-only");
  const [plan] = await previewStacks(["stttt"], pilot);
  const known = policyContextOf(PROJECT, "stttt", pilot);
  expect(known.v6OnlyZones).toEqual(["app"]);
  expect(judgePreview(plan!, known).findings).toEqual([]);
  const subnets = plan!.resources.filter(({ type }) => type === SUBNET).map(({ name }) => name);
  expect(subnets.filter((name) => name.includes("-app-"))).toEqual(["stttt-app-ipv6"]);
  expect(subnets).toContain("stttt-db-ipv4");
  const ports = plan!.resources.filter(({ type, name }) => type === PORT && name.startsWith("stttt-app-"));
  expect(ports.map(({ raw }) => listLength(raw["fixedIps"]))).toEqual([1, 1]);
  // They may ask the DNS64 resolvers, and the servers of the other zones those that they asked before.
  const { resolvers } = repository.province.environment;
  expect(stackInputs(pilot, "stttt")).toMatchObject({ tenant: { resolvers, v6OnlyResolvers: nat64.dns64Servers } });
  // Without that knowledge they miss IPv4; and a system that was dual-stack keeps it until its tests have passed.
  const { v6OnlyZones: _, ...unaware } = known;
  expect(judgePreview(plan!, unaware).findings.map(({ policy }) => policy)).toContain("NET-01");
  const early = judgePreview(plan!, policyContextOf(PROJECT, "stttt", stands("dual-stack", "v6-only"))).findings;
  expect(early.map(({ policy }) => policy)).toEqual(["LIF-03"]);
  expect(policyContextOf(PROJECT, "stttt", stands("pilot")).v6OnlyZones).toBeUndefined();
});

test("a production stack of a project protects it, and LIF-03 says so when it does not", async () => {
  const stack = projectStack("15061");
  const [plan] = await previewStacks([stack], registered);
  const known = policyContextOf(PROJECT, stack, registered);
  const unprotected = (resources: typeof plan) =>
    judgePreview(resources!, known).findings.filter(({ policy }) => policy === "LIF-03").length;
  expect(unprotected(plan)).toBe(0);
  const open = { ...plan!, resources: plan!.resources.map((resource) => ({ ...resource, protect: false })) };
  expect(open.resources.filter(({ type }) => type === PROJECT_TYPE)).toHaveLength(1);
  expect(unprotected(open)).toBe(1);
});

test("a rule beside the matrix is found by what the province says alone", () => {
  const rule = (name: string, port: number): JudgedResource => ({
    urn: `urn:pulumi:stttt::${PROJECT}::openstack:networking/secGroupRule:SecGroupRule::${name}`,
    type: "openstack:networking/secGroupRule:SecGroupRule",
    name,
    inputs: {
      securityGroupId: "id-of-db",
      direction: "ingress",
      ethertype: "IPv6",
      protocol: "tcp",
      portRangeMin: port,
      portRangeMax: port,
      remoteIpPrefix: context.zones?.["app"]?.ipv6,
    },
    propertyDependencies: {},
    protect: false,
  });
  const group: JudgedResource = {
    ...rule("db", 0),
    urn: `urn:pulumi:stttt::${PROJECT}::openstack:networking/secGroup:SecGroup::db`,
    type: "openstack:networking/secGroup:SecGroup",
    inputs: { tags: ["zone:db"], deleteDefaultRules: true },
    id: "id-of-db",
  };
  const found = judge([group, rule("postgres", 5432), rule("mongo", 27_018)], context).findings;
  const named = found.filter(({ policy }) => policy === "SEC-10").map(({ resource }) => resource.split("::").at(-1));
  expect(named).toEqual(["mongo"]);
});
