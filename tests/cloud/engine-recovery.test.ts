import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Deployment, type Export, nameOf, readCheckpoint } from "../../engine/checkpoint.ts";
import { type Engine, engineEnvironment, ensureEngine, runPulumi } from "../../engine/engine.ts";
import { stackLocks } from "../../engine/recovery/locks.ts";
import type { PlannedResource } from "../../engine/recovery/planned-resource.ts";
import { destroyStack, type UpOptions, upStack } from "../../engine/up.ts";
import { previewStack } from "../../infra/preview/preview-stack.ts";
import { startCloud, stopCloud } from "../../local-cloud/cloud.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { listAll } from "../../openstack/list-all.ts";
import { type OpenStackSession, openSession } from "../../openstack/session.ts";
import { startLosingProxy } from "./losing-proxy.ts";

// A tenant with a server on a real cloud, whose engine is killed again and again while it is being made.

const cloudName = process.env["PROVINCE_CLOUD"] ?? "test-engine";
const prefix = `killed-${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), "engine-recovery-"));
const backend = join(folder, "state");
let engine: Engine;
let cloud: OpenStackSession;
let options: UpOptions;

const program = `
import * as os from "@pulumi/openstack";
const name = (what: string) => "${prefix}-" + what;
const image = new os.images.Image("image", {
  name: name("image"), containerFormat: "bare", diskFormat: "raw", localFilePath: "image.raw",
});
const flavor = new os.compute.Flavor("flavor", { name: name("flavor"), ram: 64, vcpus: 1, disk: 1, isPublic: true });
const network = new os.networking.Network("network", { name: name("network"), tags: ["recovery"] });
const v4 = new os.networking.Subnet("v4", {
  name: name("v4"), networkId: network.id, ipVersion: 4, cidr: "192.0.2.0/24", tags: ["recovery"],
});
const v6 = new os.networking.Subnet("v6", {
  name: name("v6"), networkId: network.id, ipVersion: 6, cidr: "2001:db8:77::/64",
  ipv6AddressMode: "dhcpv6-stateful", ipv6RaMode: "dhcpv6-stateful",
});
const group = new os.networking.SecGroup("group", { name: name("group"), deleteDefaultRules: true });
new os.networking.SecGroupRule("echo", {
  securityGroupId: group.id, direction: "ingress", ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: 128, portRangeMax: 0,
});
for (const [port, ethertype] of [[22, "IPv4"], [22, "IPv6"], [443, "IPv4"], [443, "IPv6"]] as const) {
  new os.networking.SecGroupRule(ethertype + port, {
    securityGroupId: group.id, direction: "ingress", ethertype, protocol: "tcp", portRangeMin: port, portRangeMax: port,
  });
}
const port = new os.networking.Port("port", {
  name: name("port"), networkId: network.id, securityGroupIds: [group.id],
  fixedIps: [{ subnetId: v4.id, ipAddress: "192.0.2.10" }, { subnetId: v6.id, ipAddress: "2001:db8:77::10" }],
});
const router = new os.networking.Router("router", { name: name("router") });
for (const [family, subnet] of [["4", v4], ["6", v6]] as const) {
  new os.networking.RouterInterface("interface" + family, { routerId: router.id, subnetId: subnet.id });
}
const project = new os.identity.Project("project", { name: name("project"), tags: ["recovery"] });
new os.identity.User("user", { name: name("user"), defaultProjectId: project.id, password: "n0-secret-here" });
const scope = new os.networking.AddressScope("scope", { name: name("scope"), ipVersion: 6, shared: true });
new os.networking.SubnetPool("pool", {
  name: name("pool"), prefixes: ["2001:db8:78::/48"], defaultPrefixlen: 64, addressScopeId: scope.id, projectId: project.id,
  tags: ["recovery"],
});
const together = new os.compute.ServerGroup("together", { name: name("together"), policies: ["soft-anti-affinity"] });
const key = new os.compute.Keypair("key", { name: name("key") });
new os.compute.Instance("server", {
  name: name("server"), imageId: image.id, flavorId: flavor.id, keyPair: key.name, networks: [{ port: port.id }],
  schedulerHints: [{ group: together.id }], userData: "#cloud-config\\n{}\\n",
});
`;

beforeAll(async () => {
  engine = await ensureEngine({ progress: () => {} });
  const info = await startCloud({ name: cloudName, progress: () => {} });
  symlinkSync(join(import.meta.dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "index.ts"), program);
  writeFileSync(join(folder, "image.raw"), Buffer.alloc(1024));
  const runtime = "runtime:\n  name: nodejs\n  options: { typescript: false, nodeargs: --stack-trace-limit=0 }";
  writeFileSync(join(folder, "Pulumi.yaml"), `name: killed\n${runtime}\nmain: index.ts\n`);
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name));
  const base = { ...Object.fromEntries(inherited), OS_CLIENT_CONFIG_FILE: info.cloudsYaml, OS_CLOUD: info.osCloud };
  const env = engineEnvironment(engine, { root: folder, backendUrl: pathToFileURL(backend).href, base });
  const url = pathToFileURL(join(folder, "index.ts")).href;
  const plan = await previewStack({ project: "killed", stack: "dev", program: () => import(url) });
  options = { stack: "dev", cwd: folder, env, planned: plan.resources };
  cloud = await openSession(cloudConfig(env));
});
afterAll(async () => {
  // A cloud of somebody else's gets back what it had; our own goes with all that is in it.
  if (process.env["PROVINCE_CLOUD"]) await destroyStack(engine, options);
  else await stopCloud(cloudName);
  rmSync(folder, { recursive: true, force: true });
});

const everything = {
  networks: ["network"],
  subnets: ["v4", "v6"],
  ports: ["port"],
  routers: ["router"],
  security_groups: ["group"],
  rules: ["5"],
  address_scopes: ["scope"],
  subnetpools: ["pool"],
  projects: ["project"],
  users: ["user"],
  servers: ["server"],
  keypairs: ["key"],
  server_groups: ["together"],
  flavors: ["flavor"],
  images: ["image"],
};

/** Writes the stack's state anew, as an accident would. */
async function changeState(change: (deployment: Deployment) => Deployment): Promise<void> {
  const run = (args: string[], input?: string) =>
    runPulumi(engine, [...args, "--stack", "dev"], { cwd: folder, env: options.env ?? {}, input });
  const exported = JSON.parse((await run(["stack", "export"])).stdout) as Export;
  const { code, stderr } = await run(
    ["stack", "import"],
    JSON.stringify({ ...exported, deployment: change(exported.deployment) }),
  );
  if (code !== 0) throw new Error(stderr);
}

/** Ids of what the state has in the cloud, by name. */
async function ids(): Promise<Record<string, string | undefined>> {
  const resources = readCheckpoint(backend, "killed", "dev")?.resources ?? [];
  const own = resources.filter(({ type }) => type.startsWith("openstack:"));
  return Object.fromEntries(own.map(({ urn, id }) => [nameOf(urn), id]));
}

/** Process ids of the OpenStack plugins of the engine that has the stack's lock. */
function pluginsOf(folderOfState: string): number[] {
  return stackLocks(folderOfState, "killed", "dev").flatMap(({ pid }) => {
    const children = spawnSync("ps", ["-o", "pid=,comm=", "--ppid", String(pid)], { encoding: "utf8" }).stdout;
    return children
      .split("\n")
      .filter((line) => line.includes("pulumi-resource"))
      .filter((line) => readlinkSync(`/proc/${Number.parseInt(line, 10)}/exe`).includes("openstack"))
      .map((line) => Number.parseInt(line, 10));
  });
}

/** Kills the engine a moment after it began to make the resource; true unless it had finished before. */
async function upKilledAt(resource: string, delayMs: number): Promise<boolean> {
  let killed = false;
  const kill = async (): Promise<void> => {
    await sleep(delayMs);
    for (const { pid } of stackLocks(backend, "killed", "dev")) {
      killed = true;
      process.kill(pid, "SIGKILL");
    }
  };
  let killing: Promise<void> | undefined;
  const outcome = upStack(engine, {
    ...options,
    onEvent: (event) => {
      if (event.kind === "begun" && event.name === resource && event.op === "create") killing ??= kill();
    },
  });
  await outcome.catch(() => {});
  await killing;
  return killed;
}

/** Names and ids in the cloud that bear our prefix, and what hangs on our router and group. */
async function ours(): Promise<Record<string, string[]>> {
  const list = async (service: "network" | "compute" | "image" | "identity", path: string, key: string) => {
    const items = await listAll(cloud, service, path, key);
    return items.map((item) => (item["keypair"] ?? item) as Record<string, string>);
  };
  const kinds = [
    ["network", "/networks", "networks"],
    ["network", "/subnets", "subnets"],
    ["network", "/ports", "ports"],
    ["network", "/routers", "routers"],
    ["network", "/security-groups", "security_groups"],
    ["network", "/address-scopes", "address_scopes"],
    ["network", "/subnetpools", "subnetpools"],
    ["identity", "/projects", "projects"],
    ["identity", "/users", "users"],
    ["compute", "/servers", "servers"],
    ["compute", "/os-keypairs", "keypairs"],
    ["compute", "/os-server-groups", "server_groups"],
    ["compute", "/flavors", "flavors"],
    ["image", "/images", "images"],
  ] as const;
  const all: Record<string, string[]> = {};
  for (const [service, path, key] of kinds) {
    const names = (await list(service, path, key))
      .map((item) => item["name"] ?? "")
      .filter((name) => name.startsWith(prefix));
    if (names.length > 0) all[key] = names.map((name) => name.slice(prefix.length + 1)).toSorted();
  }
  const groups = await list("network", "/security-groups", "security_groups");
  const rules = groups.filter((g) => g["name"] === `${prefix}-group`).flatMap((g) => g["security_group_rules"] ?? []);
  if (rules.length > 0) all["rules"] = [String(rules.length)];
  return all;
}

test("whenever the engine is killed, the next run goes on, and nothing is there twice", async () => {
  const kills = [
    ["image", 50],
    ["network", 300],
    ["v6", 400],
    ["IPv6443", 200],
    ["port", 500],
    ["interface6", 700],
    ["key", 100],
    ["server", 1500],
  ] as const;
  let killed = 0;
  for (const [resource, delay] of kills) if (await upKilledAt(resource, delay)) killed++;
  expect(killed).toBeGreaterThan(2);

  await upStack(engine, options);
  expect(await ours()).toEqual(everything);
  const again = await upStack(engine, options);
  expect(again.changes).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0 });
});

test("a rule whose creation was interrupted is found though Neutron keeps it otherwise (F1)", async () => {
  await upStack(engine, options);
  await changeState(({ resources = [], ...rest }) => {
    const echo = resources.find(({ urn }) => nameOf(urn) === "echo");
    if (echo === undefined) throw new Error("no rule echo");
    const { id: _, outputs: __, ...resource } = echo;
    const pending = [{ resource, type: "creating" as const }];
    return { ...rest, resources: resources.filter((each) => each !== echo), pending_operations: pending };
  });
  expect(await upStack(engine, options)).toMatchObject({ changes: { create: 0, replace: 0, delete: 0 } });
  expect(await ours()).toEqual(everything);
});

test("what the state has lost is taken over as it stands (F3, F15)", async () => {
  await upStack(engine, options);
  const before = await ids();
  // A flavor and a key pair have no owner: they are looked for only when their creation is in doubt.
  const kept = ["flavor", "key"];
  await changeState(({ resources = [], ...rest }) => ({
    ...rest,
    resources: resources.filter(({ urn, type }) => !type.startsWith("openstack:") || kept.includes(nameOf(urn))),
  }));
  const changed: string[] = [];
  await upStack(engine, {
    ...options,
    onEvent: (event) => {
      if (event.kind === "begun" && event.op !== "same") changed.push(`${event.op} ${event.name}`);
    },
  });
  expect(changed).toEqual([]);
  expect(await ids()).toEqual(before);
});

test("when the provider alone is killed, the run itself goes on (F2)", async () => {
  await destroyStack(engine, options);
  let killed = false;
  await upStack(engine, {
    ...options,
    onEvent: (event) => {
      if (event.kind !== "begun" || event.name !== "v6" || event.op !== "create" || killed) return;
      for (const pid of pluginsOf(backend)) {
        killed = true;
        process.kill(pid, "SIGKILL");
      }
    },
  });
  expect(killed).toBe(true);
  expect(await ours()).toEqual(everything);
});

test("a creation that was carried out and answered with 504 is not made again, of any kind (F7)", async () => {
  await destroyStack(engine, options);
  expect(await ours()).toEqual({});
  let isLosing = true;
  const proxy = await startLosingProxy(() => isLosing);
  const cloudsYaml = join(folder, "clouds.yaml");
  writeFileSync(cloudsYaml, proxy.through(readFileSync(options.env?.["OS_CLIENT_CONFIG_FILE"] ?? "", "utf8")));
  const through = { ...options, env: { ...options.env, OS_CLIENT_CONFIG_FILE: cloudsYaml } };
  try {
    await upStack(engine, through);
    expect(proxy.lost.size).toBeGreaterThan(14);
    expect(await ours()).toEqual(everything);
    const again = await upStack(engine, through);
    expect(again.changes).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0 });
  } finally {
    isLosing = false;
    await proxy.close();
  }
});

test("what a run left without state goes with the rest (F9)", async () => {
  await upStack(engine, options);
  await changeState(({ resources = [], ...rest }) => ({
    ...rest,
    resources: resources.filter(({ urn }) => !["pool", "port", "server", "image"].includes(nameOf(urn))),
  }));
  // What a failed creation of a group leaves: Neutron's own rules let everything out.
  const orphan = { security_group: { name: `${prefix}-late` } };
  expect((await cloud.call("network", "POST", "/security-groups", { body: orphan })).status).toBe(201);
  const late = {
    ...(options.planned?.find(({ urn }) => nameOf(urn) === "group") as PlannedResource),
    raw: { name: `${prefix}-late`, deleteDefaultRules: true },
    urn: "urn:pulumi:dev::killed::openstack:networking/secGroup:SecGroup::late",
  };
  await destroyStack(engine, { ...options, planned: [...(options.planned ?? []), late] });
  expect(await ours()).toEqual({});
});
