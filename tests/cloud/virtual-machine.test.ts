import { afterAll, beforeAll, expect, test } from "vitest";
import { runIn, setInternetRoutes, startCloud, stopCloud } from "../../local-cloud/cloud.ts";
import type { CloudInfo, Place } from "../../local-cloud/types.ts";
import { makeServer, makeTenant, untilReady } from "./one-server.ts";
import { adminOf, type OpenStack } from "./openstack.ts";

// A cloud whose servers are virtual machines: what only these show, and that packets reach them as they do the others.
const NAME = "test-machines";
const silent = () => undefined;
/** Without the processor's help a machine takes minutes. */
const BOOT_SECONDS = 600;

let cloud: CloudInfo;
let api: OpenStack;
let server: Place;
let serverId: string;

async function output(place: Place, ...argv: string[]): Promise<string> {
  const result = await runIn(cloud.name, place, argv, { timeoutMs: 60_000 });
  expect(result, argv.join(" ")).toMatchObject({ code: 0 });
  return result.stdout.trim();
}

beforeAll(async () => {
  cloud = await startCloud({ name: NAME, servers: "vm", progress: silent });
  api = await adminOf(cloud);
  const tenant = await makeTenant(cloud, api);
  await setInternetRoutes(cloud.name, [{ destination: "3fff:0:1::/64", via: tenant.routerAddress }]);
  serverId = await makeServer(api, tenant.port.id, { ram: 384, disk: 3, configDrive: true });
  server = { server: serverId };
  await untilReady(api, serverId, BOOT_SECONDS);
});
afterAll(() => stopCloud(NAME));

test("it has a kernel, the memory and the disk of its flavor, and systemd as its first process", async () => {
  expect(await output(server, "uname", "-r")).not.toBe(await output({ node: true }, "uname", "-r"));
  const memory = Number(/MemTotal: +(\d+) kB/.exec(await output(server, "cat", "/proc/meminfo"))?.[1]) / 1024;
  expect(memory).toBeGreaterThan(300);
  expect(memory).toBeLessThan(384);
  expect(Number(await output(server, "cat", "/sys/class/block/vda/size")) * 512).toBe(3 * 1024 ** 3);
  expect(await output(server, "cat", "/proc/1/comm")).toBe("systemd");
});

test("its cloud-init read the config drive and ran the template", async () => {
  expect(await output(server, "cloud-init", "status", "--long")).toMatch(/status: done[^]*config-?drive/i);
  expect(await output(server, "systemctl", "is-active", "hello.service")).toBe("active");
  expect(await output(server, "curl", "-s", "http://127.0.0.1/")).toBe("hello from hello");
});

test("the network tells it addresses, MTU, routes and resolvers of both families, and packets come and go", async () => {
  const addresses = await output(server, "ip", "-brief", "address", "show", "eth0");
  expect(addresses).toContain("10.1.0.16/24");
  expect(addresses).toContain("3fff:0:1::10/128");
  expect(await output(server, "cat", "/sys/class/net/eth0/mtu")).toBe("1442");
  expect(await output(server, "ip", "-6", "route", "show", "default")).toContain("via fe80::");
  const resolvers = await output(server, "cat", "/etc/resolv.conf");
  expect(resolvers).toContain("nameserver 198.51.100.53");
  expect(resolvers).toContain("nameserver 2001:db8:cafe::53");
  for (const host of Object.values(cloud.externalNetwork.farHosts)) {
    await output(server, "ping", "-c", "1", "-W", "5", host);
  }
  await output({ internet: true }, "ping", "-c", "1", "-W", "5", "3fff:0:1::10");
  const web = await runIn(NAME, { internet: true }, ["curl", "-s", "-m", "3", "http://[3fff:0:1::10]/"]);
  expect(web.code).not.toBe(0);
});

test("what a command is given and what it ends with go through", async () => {
  const { code, stdout, stderr } = await runIn(NAME, server, ["sh", "-c", "cat; echo no >&2; exit 7"], {
    input: "yes",
  });
  expect({ code, stdout, stderr }).toEqual({ code: 7, stdout: "yes", stderr: "no\n" });
});

test("a cloud does not change its kind of servers while it runs", async () => {
  expect(cloud.servers).toBe("vm");
  await expect(startCloud({ name: NAME, servers: "namespace", progress: silent })).rejects.toThrow(/stop it first/);
  expect((await startCloud({ name: NAME, progress: silent })).servers).toBe("vm");
});

test("a deleted one is gone with its processes", async () => {
  await api.request("DELETE", "compute", `/servers/${serverId}`);
  await expect
    .poll(async () => (await runIn(NAME, server, ["true"])).code, { timeout: 30_000, interval: 500 })
    .toBe(125);
  const { stdout } = await runIn(NAME, { node: true }, ["pgrep", "-c", "qemu-system"]);
  expect(stdout.trim()).toBe("0");
});
