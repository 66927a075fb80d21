import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engine, engineEnvironment, ensureEngine } from "../../engine/engine.ts";
import { LossError } from "../../engine/losses/refuse-losses.ts";
import { destroyStack, type UpOptions, upStack } from "../../engine/up.ts";
import { startCloud, stopCloud } from "../../local-cloud/cloud.ts";
import { adminOf, type OpenStack } from "./openstack.ts";
import { until } from "./until.ts";

// A server on a real cloud, below which things are taken away by hand.

const cloudName = process.env["PROVINCE_CLOUD"] ?? "test-losses";
const prefix = `losses-${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), "losses-"));
let engine: Engine;
let cloud: OpenStack;
let options: UpOptions;

const draft = (type: string, name: string, inputs: object) => ({
  type,
  name,
  inputs: { name: `${prefix}-${name}`, ...inputs },
});
const to = (name: string) => ({ $ref: name });
const flavor = (name: string, disk: number) =>
  draft("openstack:compute/flavor:Flavor", name, { ram: 64, vcpus: 1, disk, isPublic: true });
const server = (name: string, port: string, size: string) =>
  draft("openstack:compute/instance:Instance", name, {
    imageId: to("image"),
    flavorId: to(size),
    networks: [{ port: to(port) }],
  });
const port = (name: string) =>
  draft("openstack:networking/port:Port", name, { networkId: to("network"), fixedIps: [{ subnetId: to("subnet") }] });
const standing = [
  draft("openstack:images/image:Image", "image", {
    containerFormat: "bare",
    diskFormat: "raw",
    localFilePath: "image.raw",
  }),
  flavor("small", 1),
  draft("openstack:networking/network:Network", "network", {}),
  draft("openstack:networking/subnet:Subnet", "subnet", {
    networkId: to("network"),
    ipVersion: 4,
    cidr: "192.0.2.0/24",
  }),
  port("port"),
  server("web", "port", "small"),
];
const program = (...more: object[]): void =>
  writeFileSync(join(folder, "seeded.json"), JSON.stringify([...standing, ...more]));

beforeAll(async () => {
  engine = await ensureEngine({ progress: () => {} });
  const info = await startCloud({ name: cloudName, progress: () => {} });
  symlinkSync(join(import.meta.dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
  copyFileSync(join(import.meta.dirname, "seeded-program.ts"), join(folder, "index.ts"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "image.raw"), Buffer.alloc(1024));
  const runtime = "runtime:\n  name: nodejs\n  options: { typescript: false, nodeargs: --stack-trace-limit=0 }";
  writeFileSync(join(folder, "Pulumi.yaml"), `name: losses\n${runtime}\nmain: index.ts\n`);
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name));
  const base = { ...Object.fromEntries(inherited), OS_CLIENT_CONFIG_FILE: info.cloudsYaml, OS_CLOUD: info.osCloud };
  const env = engineEnvironment(engine, { root: folder, backendUrl: pathToFileURL(join(folder, "state")).href, base });
  options = { stack: "dev", cwd: folder, env, refuseLosses: true };
  cloud = await adminOf(info);
  program();
  await upStack(engine, options);
});
afterAll(async () => {
  if (process.env["PROVINCE_CLOUD"]) await destroyStack(engine, options);
  else await stopCloud(cloudName);
  rmSync(folder, { recursive: true, force: true });
});

interface Server {
  id: string;
  status: string;
}
async function found(name: string): Promise<Server | undefined> {
  const query = `/servers/detail?name=${prefix}-${name}`;
  const [first] = (await cloud.request<{ servers: Server[] }>("GET", "compute", query)).servers;
  return first && { id: first.id, status: first.status };
}
const idOf = async (service: string, path: string, key: string, name: string): Promise<string> => {
  const list = (await cloud.request<Record<string, { id: string; name: string }[]>>("GET", service, path))[key] ?? [];
  return list.find((each) => each.name === `${prefix}-${name}`)?.id ?? "";
};
const refused = (more: Partial<UpOptions>): Promise<unknown> =>
  upStack(engine, { ...options, ...more }).then(
    () => undefined,
    (error: unknown) => error,
  );

test.each([
  [
    "port",
    "its networks comes from port port, which is gone from the cloud",
    async () => {
      await cloud.request("DELETE", "network", `/ports/${await idOf("network", "/ports", "ports", "port")}`);
    },
  ],
  [
    "flavor",
    "its flavor is gone from the cloud",
    async () => {
      await cloud.request("DELETE", "compute", `/flavors/${await idOf("compute", "/flavors", "flavors", "small")}`);
    },
  ],
] as const)("a refresh does not replace a server whose %s is gone before somebody agreed", async (_, why, takeAway) => {
  const before = await found("web");
  await takeAway();
  for (const refresh of [true, false]) {
    const error = await refused({ refresh });
    expect(error).toBeInstanceOf(LossError);
    // What is gone is known of by the refresh that found it so; later it is only not there.
    expect(String(error)).toContain(`server ${prefix}-web would be replaced: ${refresh ? why : ""}`);
  }
  expect(await found("web")).toEqual(before);

  const { changes } = await upStack(engine, { ...options, refuseLosses: false });
  expect(changes).toMatchObject({ create: 1, replace: 1 });
  expect((await found("web"))?.status).toBe("ACTIVE");
  expect(await refused({ refresh: true })).toBeUndefined();
});

test("a server that is declared no more is deleted after somebody agreed only", async () => {
  program(port("second"), server("more", "second", "small"));
  await upStack(engine, options);
  program();
  expect(String(await refused({}))).toContain(`server ${prefix}-more would be deleted: it is declared no more`);
  expect((await found("more"))?.status).toBe("ACTIVE");
  await upStack(engine, { ...options, refuseLosses: false });
  // Nova lists a server for a moment that it has deleted.
  expect((await found("more"))?.status ?? "DELETED").toBe("DELETED");
});

test("a server in ERROR that ran is brought up again with what is on it", async () => {
  const before = await found("web");
  await cloud.request("POST", "compute", `/servers/${before?.id}/action`, { "os-resetState": { state: "error" } });
  expect((await found("web"))?.status).toBe("ERROR");
  await upStack(engine, { ...options, refresh: true });
  expect(await found("web")).toMatchObject({ id: before?.id, status: "ACTIVE" });
});

test("a server that can't be started is told with Nova's reason, and made anew by the next run, which asks nobody", async () => {
  // More than the disk of any host, and no quota speaks of it.
  program(flavor("huge", 900_000), port("second"), server("more", "second", "huge"));
  const failed = String(await refused({}));
  expect(failed).toMatch(/more: Nova could not start the server: No valid host was found/);
  expect(failed).not.toContain("%!s");
  const before = await until("the server is in ERROR", 30, async () => {
    const now = await found("more");
    return now?.status === "ERROR" ? now : undefined;
  });

  program(flavor("huge", 1), port("second"), server("more", "second", "huge"));
  await upStack(engine, options);
  const now = await found("more");
  expect(now?.status).toBe("ACTIVE");
  expect(now?.id).not.toBe(before.id);
  program();
  await upStack(engine, { ...options, refuseLosses: false });
});
