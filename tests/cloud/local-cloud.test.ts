import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloudStatus, runIn, setInternetRoutes, startCloud, stopCloud } from "../../local-cloud/cloud.ts";
import type { CloudInfo, Place } from "../../local-cloud/types.ts";
import { makeServer, makeTenant, untilReady } from "./one-server.ts";
import { adminOf, type OpenStack } from "./openstack.ts";
import { until } from "./until.ts";

const FIRST = "test-first";
const SECOND = "test-second";
const INTERNET: Place = { internet: true };
const silent = () => undefined;

let cloud: CloudInfo;
let api: OpenStack;

beforeAll(async () => {
  cloud = await startCloud({ name: FIRST, progress: silent });
  api = await adminOf(cloud);
});
afterAll(async () => {
  await Promise.all([stopCloud(FIRST), stopCloud(SECOND)]);
});

/** Standard output of a command that must succeed. */
async function output(place: Place, ...argv: string[]): Promise<string> {
  const result = await runIn(cloud.name, place, argv, { timeoutMs: 20_000 });
  expect(result, argv.join(" ")).toMatchObject({ code: 0 });
  return result.stdout;
}

/** What a web server answers, or "no answer". */
async function get(place: Place, address: string): Promise<string> {
  const host = address.includes(":") ? `[${address}]` : address;
  const result = await runIn(cloud.name, place, ["curl", "-s", "-m", "3", `http://${host}/`]);
  return result.code === 0 ? result.stdout.trim() : "no answer";
}

test("the catalogue names the cloud's own loopback address, which answers on the host", async () => {
  expect(cloud.address).toMatch(/^127\.77\.\d+\.1$/);
  interface Catalog {
    catalog: { type: string; endpoints: { interface: string; url: string }[] }[];
  }
  const { catalog } = await api.request<Catalog>("GET", "identity", "/auth/catalog");
  for (const service of ["identity", "compute", "network", "image", "placement"]) {
    const endpoints = catalog.find(({ type }) => type === service)?.endpoints;
    const url = endpoints?.find((endpoint) => endpoint.interface === "public")?.url ?? "";
    expect(url).toMatch(new RegExp(`^http://${cloud.address}:\\d+`));
    expect((await fetch(url, { signal: AbortSignal.timeout(30_000) })).status).toBeLessThan(500);
  }
});

test("a server runs its cloud-init and exchanges packets with the Internet in both families", async () => {
  const tenant = await makeTenant(cloud, api);
  await setInternetRoutes(cloud.name, [{ destination: "3fff:0:1::/64", via: tenant.routerAddress }]);
  const id = await makeServer(api, tenant.port.id);
  const server: Place = { server: id };
  await untilReady(api, id, 120);

  // What the network told the server: addresses, MTU, default routes, resolvers, metadata.
  const addresses = await output(server, "ip", "-brief", "address", "show", "eth0");
  expect(addresses).toContain("10.1.0.16/24");
  expect(addresses).toContain("3fff:0:1::10/");
  expect(await output(server, "ip", "route", "show", "default")).toMatch(/via 10\.1\.0\.1 .*mtu 1442/);
  expect(await output(server, "ip", "-6", "route", "show", "default")).toMatch(/via fe80::.* mtu 1442/);
  const resolvers = await output(server, "cat", "/etc/resolv.conf");
  expect(resolvers).toContain("nameserver 198.51.100.53");
  expect(resolvers).toContain("nameserver 2001:db8:cafe::53");
  expect(await output(server, "curl", "-s", "http://169.254.169.254/latest/meta-data/hostname")).toContain("hello");
  expect(await output(server, "cloud-init", "status")).toContain("done");

  // Out: by its floating address in IPv4, by its own address in IPv6; names resolve over both resolvers.
  const { farHosts, knownName } = cloud.externalNetwork;
  expect(await get(server, farHosts.ipv4)).toContain(tenant.floatingAddress);
  expect(await get(server, farHosts.ipv6)).toContain("3fff:0:1::10");
  const found = await output(server, "getent", "ahosts", knownName.name);
  expect(found).toContain(knownName.ipv4);
  expect(found).toContain(knownName.ipv6);

  // In: ping passes; the web server is dropped, passes while a rule admits it, and is dropped again.
  const destinations = [tenant.floatingAddress, "3fff:0:1::10"];
  for (const address of destinations) await output(INTERNET, "ping", "-c", "1", "-W", "3", address);
  expect(await get(server, "127.0.0.1")).toBe("hello from hello");
  const fromOutside = () => Promise.all(destinations.map((address) => get(INTERNET, address)));
  expect(await fromOutside()).toEqual(["no answer", "no answer"]);
  const web = { security_group_id: tenant.group.id, direction: "ingress", protocol: "tcp" };
  const range = { port_range_min: 80, port_range_max: 80 };
  const rules = [];
  for (const ethertype of ["IPv4", "IPv6"]) {
    rules.push(await api.network("security_group_rule", { ...web, ...range, ethertype }));
  }
  await until("the admitted answers", 10, async () =>
    (await fromOutside()).every((answer) => answer === "hello from hello") ? true : undefined,
  );
  for (const rule of rules) await api.request("DELETE", "network", `/security-group-rules/${rule.id}`);
  await until("the drop", 10, async () =>
    (await fromOutside()).every((answer) => answer === "no answer") ? true : undefined,
  );

  await setInternetRoutes(cloud.name, []);
  expect(await output(INTERNET, "ip", "-6", "route", "show", "3fff:0:1::/64")).toBe("");
});

test("a second cloud stands beside the first; a killed command and a killed cloud leave nothing in the way", async () => {
  // The command that starts it is killed; the next one finds the cloud starting and waits for it.
  const command = spawn(process.execPath, ["cli/province.js", "cloud", "up", "--name", SECOND], { stdio: "ignore" });
  await until("the cloud being started", 20, async () =>
    (await cloudStatus(SECOND)).state === "starting" ? true : undefined,
  );
  await sleep(2000);
  command.kill("SIGKILL");
  const second = await startCloud({ name: SECOND, progress: silent });
  expect(second.address).not.toBe(cloud.address);
  await Promise.all([adminOf(cloud), adminOf(second)]);

  const again = performance.now();
  await startCloud({ name: SECOND, progress: silent });
  expect(performance.now() - again).toBeLessThan(2000);

  process.kill(initOf(SECOND), "SIGKILL");
  await until("broken", 10, async () => ((await cloudStatus(SECOND)).state === "broken" ? true : undefined));
  await stopCloud(SECOND);
  expect((await cloudStatus(SECOND)).state).toBe("absent");
});

test("stopping leaves no process, namespace, mount, socket or file", async () => {
  const namespaces = new Set(["pid", "mnt", "net", "uts", "ipc"].map((kind) => namespaceOf(initOf(FIRST), kind)));
  expect(processesIn(namespaces)).not.toEqual([]);
  const begun = performance.now();
  await stopCloud(FIRST);
  expect(performance.now() - begun).toBeLessThan(5000);

  expect(processesIn(namespaces)).toEqual([]);
  expect(readFileSync("/proc/self/mounts", "utf8")).not.toContain("/run/provincial-cloud/");
  expect(readdirSync("/run/provincial-cloud").filter((name) => name.includes(FIRST))).toEqual([]);
  expect(existsSync(cloud.cloudsYaml)).toBe(false);
  expect(await accepts(cloud.address, 5000)).toBe(false);
});

function initOf(name: string): number {
  return Number(readFileSync(`/run/provincial-cloud/${name}/init.pid`, "utf8"));
}

function namespaceOf(pid: number | string, kind: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/${kind}`);
  } catch {
    return undefined; // ended meanwhile
  }
}

/** Processes of this machine that live in one of the namespaces. */
function processesIn(namespaces: Set<string | undefined>): string[] {
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids.filter((pid) =>
    ["pid", "mnt", "net", "uts", "ipc"].some((kind) => {
      const namespace = namespaceOf(pid, kind);
      return namespace !== undefined && namespaces.has(namespace);
    }),
  );
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 })
      .on("connect", () => (socket.destroy(), resolve(true)))
      .on("timeout", () => (socket.destroy(), resolve(false)))
      .on("error", () => resolve(false));
  });
}
