import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeCloud, startFakeCloud } from "../../openstack/testing/fake-cloud.ts";
import type { Export, ResourceState } from "../checkpoint.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import type { PlannedResource } from "./planned-resource.ts";
import { recoverStack, type RecoverOptions } from "./recover-stack.ts";

// A pulumi that keeps its state in a file, and a cloud that is a few lists.
const program = `#!/bin/sh
echo "$*" >>calls
case "$1 $2" in
"stack export") cat state.json ;;
"stack import") cat >new.json && mv new.json state.json ;;
esac
`;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urnOf = (type: string, name: string): string => `urn:pulumi:dev::p::${type}::${name}`;
const provider = urnOf("pulumi:providers:openstack", "agency");
const [NETWORK, SUBNET, GROUP, RULE, POOL, PROJECT, FLAVOR] = [
  "openstack:networking/network:Network",
  "openstack:networking/subnet:Subnet",
  "openstack:networking/secGroup:SecGroup",
  "openstack:networking/secGroupRule:SecGroupRule",
  "openstack:networking/subnetPool:SubnetPool",
  "openstack:identity/project:Project",
  "openstack:compute/flavor:Flavor",
];

let folder: string;
let cloud: FakeCloud;
/** What the cloud has, by collection. */
let content: Record<string, Record<string, unknown>[]>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "search-plan-"));
  content = {};
  cloud = await startFakeCloud(({ method, path }) => {
    const [, collection = "", id] =
      /\/([a-z-]+)(?:\/([^/?]+))?(?:\?.*)?$/.exec(path.replace(/\/detail|^\/two\/compute/g, "")) ?? [];
    if (collection === "tokens" || id === "tokens") return undefined;
    if (method === "DELETE") content[collection] = (content[collection] ?? []).filter((each) => each["id"] !== id);
    if (id !== undefined) return { status: method === "DELETE" ? 204 : 404, body: {} };
    return { body: { [collection.replaceAll("-", "_")]: content[collection] ?? [] } };
  });
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

function planned(
  type: string | undefined,
  name: string,
  raw: Record<string, unknown>,
  links: Record<string, string> = {},
): PlannedResource {
  return {
    urn: urnOf(type ?? "", name),
    type: type ?? "",
    parent: urnOf("provincial:tenant:AgencyTenant", "tenant"),
    custom: true,
    raw,
    dependencies: Object.values(links),
    propertyDependencies: Object.fromEntries(Object.entries(links).map(([input, urn]) => [input, [urn]])),
    protect: false,
    provider: `${provider}::${UNKNOWN}`,
  };
}
const tenant: PlannedResource = {
  ...planned("provincial:tenant:AgencyTenant", "tenant", {}),
  parent: undefined,
  custom: false,
  provider: "",
};

/** Recovers a stack of which the state has nothing but its provider and `has`. */
function recover(plan: PlannedResource[], options: Partial<RecoverOptions> & { has?: ResourceState[] } = {}) {
  const state: Export = {
    version: 3,
    deployment: {
      manifest: { time: new Date(0).toISOString() },
      resources: [
        {
          urn: provider,
          type: "pulumi:providers:openstack",
          id: "1",
          inputs: { authUrl: cloud.url, userName: "deployer", password: "s3cret", tenantId: "project" },
        },
        ...(options.has ?? []),
      ],
    },
  };
  writeFileSync(join(folder, "state.json"), JSON.stringify(state));
  const { engine, env } = scriptedEngine(folder, program);
  return recoverStack(engine, "dev", { project: "p", cwd: folder, env, planned: [tenant, ...plan], ...options });
}
const stateNow = (): ResourceState[] =>
  (JSON.parse(readFileSync(join(folder, "state.json"), "utf8")) as Export).deployment.resources ?? [];
const calls = (): string[] => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
const lists = (): string[] => cloud.asked.filter(({ method }) => method === "GET").map(({ path }) => path);

const network = planned(NETWORK, "web", { name: "web", tags: ["agency:stttt"] });
const subnet = planned(
  SUBNET,
  "web-ipv6",
  { name: "web-ipv6", networkId: UNKNOWN, subnetpoolId: UNKNOWN, ipVersion: 6, cidr: "2001:DB8::/64" },
  { networkId: network.urn },
);
const storedNetwork = { id: "n1", name: "web", project_id: "project", tags: ["agency:stttt"], admin_state_up: true };
const storedSubnet = {
  id: "s1",
  name: "web-ipv6",
  project_id: "project",
  network_id: "n1",
  subnetpool_id: "pool-1",
  ip_version: 6,
  cidr: "2001:db8::/64",
};

test("what a run without a word left is adopted with what it hangs on, though nothing is pending (F2)", async () => {
  content = { networks: [storedNetwork], subnets: [storedSubnet] };
  const { operations } = await recover([subnet, network]);
  expect(operations.map(({ urn, was, now }) => [urn, was, now])).toEqual([
    [network.urn, "missing", "adopted"],
    [subnet.urn, "missing", "adopted"],
  ]);
  // The component first, then the network: a state refers to earlier ones alone. The pool's id is the cloud's word.
  expect(stateNow().slice(1)).toMatchObject([
    { urn: tenant.urn, custom: false },
    { urn: network.urn, id: "n1", provider: `${provider}::1`, inputs: { name: "web" } },
    { urn: subnet.urn, id: "s1", inputs: { networkId: "n1", subnetpoolId: "pool-1" }, dependencies: [network.urn] },
  ]);
  expect(calls().find((call) => call.startsWith("refresh"))).toContain(`--target ${subnet.urn}`);
  // This engine's refresh does nothing: as long as they were not read, the next run reads them again.
  const unread = { initErrors: ["taken over, and not read yet"] };
  expect(stateNow().slice(2)).toMatchObject([unread, unread]);
});

test("a rule is found though the cloud keeps its 0 as nothing, and two hundred cost one list (F1)", async () => {
  const group = planned(GROUP, "web", { name: "web" });
  const rules = Array.from({ length: 200 }, (_, type) =>
    planned(
      RULE,
      `icmp-${type}`,
      {
        securityGroupId: UNKNOWN,
        direction: "ingress",
        ethertype: "IPv6",
        protocol: "ipv6-icmp",
        portRangeMin: type,
        portRangeMax: 0,
      },
      { securityGroupId: group.urn },
    ),
  );
  const stored = {
    project_id: "project",
    security_group_id: "g1",
    direction: "ingress",
    ethertype: "IPv6",
    protocol: "ipv6-icmp",
  };
  content = {
    "security-groups": [{ id: "g1", name: "web", project_id: "project" }],
    "security-group-rules": rules.map((_, type) => ({
      ...stored,
      id: `r${type}`,
      port_range_min: type || null,
      port_range_max: null,
    })),
  };
  const { operations } = await recover([group, ...rules]);
  expect(operations.filter(({ now }) => now === "adopted")).toHaveLength(201);
  expect(lists()).toHaveLength(2);
});

test("a pool is looked for in the project that it is made for (F3)", async () => {
  const project = planned(PROJECT, "stttt", { name: "stttt" });
  const pool = planned(POOL, "ipv6", { name: "ipv6", projectId: UNKNOWN }, { projectId: project.urn });
  const has = [{ urn: project.urn, type: PROJECT ?? "", id: "agency" }];
  content = { subnetpools: [{ id: "other", name: "ipv6", project_id: "project" }] };
  expect((await recover([project, pool], { has })).operations).toEqual([]);
  content = { subnetpools: [{ id: "pool", name: "ipv6", project_id: "agency" }] };
  expect((await recover([project, pool], { has })).operations).toMatchObject([
    { now: "adopted", note: { en: "pool" } },
  ]);
  expect(lists().at(-1)).toContain("project_id=agency");
});

test("a creation whose answer was lost is found, and what has no owner only then (F7)", async () => {
  const flavor = planned(FLAVOR, "small", { name: "small", vcpus: 1, ram: 512, disk: 5, isPublic: true });
  content = { flavors: [{ id: "f1", name: "small", vcpus: 1, ram: 512, disk: 5, "os-flavor-access:is_public": true }] };
  expect((await recover([flavor])).operations).toEqual([]);
  expect((await recover([flavor], { doubtful: new Set([flavor.urn]) })).operations).toMatchObject([
    { urn: flavor.urn, now: "adopted", note: { en: "f1" } },
  ]);
});

test("a group that still lets everything out is removed, to be made anew (F9)", async () => {
  const group = planned(GROUP, "web", { name: "web", deleteDefaultRules: true });
  content = {
    "security-groups": [
      { id: "g1", name: "web", project_id: "project", security_group_rules: [{ direction: "egress" }] },
    ],
  };
  expect((await recover([group])).operations).toMatchObject([{ urn: group.urn, now: "removed" }]);
  expect(content["security-groups"]).toEqual([]);
});

test("whenever it was made, by whatever clock (F15)", async () => {
  content = { networks: [{ ...storedNetwork, created_at: "2026-01-01T00:00:00Z" }] };
  expect((await recover([network])).operations).toMatchObject([{ now: "adopted" }]);
});

test("one that is there twice is there once afterwards: the one in use", async () => {
  content = {
    networks: [
      { ...storedNetwork, id: "n0" },
      { ...storedNetwork, subnets: ["s1"] },
    ],
  };
  expect((await recover([network])).operations).toMatchObject([{ now: "adopted", note: { en: "n1" } }]);
  expect(content["networks"]?.map(({ id }) => id)).toEqual(["n1"]);
});

test("something else of its name is named with what differs, and stops the run; not one that takes all away", async () => {
  content = { networks: [{ ...storedNetwork, tags: ["by:hand"] }] };
  await expect(recover([network])).rejects.toThrow(
    /network web: .*\(n1\): tags is \["by:hand"\], planned \["agency:stttt"\]/,
  );
  expect((await recover([network], { strict: false })).operations).toMatchObject([{ now: "in the way" }]);
  expect(content["networks"]).toHaveLength(1);
});

test("the new one of a replacement goes, and the old one that the state knows stays", async () => {
  content = { networks: [storedNetwork, { ...storedNetwork, id: "n2" }] };
  const has = [{ urn: network.urn, type: NETWORK ?? "", id: "n1", inputs: {} }];
  const doubtful = new Set([network.urn]);
  expect((await recover([network], { has, doubtful })).operations).toMatchObject([{ now: "removed" }]);
  expect(content["networks"]?.map(({ id }) => id)).toEqual(["n1"]);
  // A state that is older than the cloud: what it knows is gone, and what is there may be all there is.
  content = { networks: [{ ...storedNetwork, id: "n2" }] };
  expect((await recover([network], { has, doubtful, answered: true })).operations).toMatchObject([
    { now: "not begun" },
  ]);
  expect(content["networks"]).toHaveLength(1);
});

test("nothing is asked when the state has all that is planned, or knows no cloud yet", async () => {
  await recover([network], { has: [{ urn: network.urn, type: NETWORK ?? "", id: "n1" }] });
  expect(cloud.asked).toEqual([]);
  expect(existsSync(join(folder, "state.json"))).toBe(true);
  expect(calls()).toHaveLength(1);
});
