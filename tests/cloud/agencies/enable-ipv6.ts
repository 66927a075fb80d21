import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engine, engineEnvironment, ensureEngine } from "../../../engine/engine.ts";
import { destroyStack, type UpOptions, upStack } from "../../../engine/up.ts";
import type { UpResult } from "../../../engine/update/events.ts";
import { repositoryRoot } from "../../../infra/repository/repository.ts";
import { runIn, startCloud } from "../../../local-cloud/cloud.ts";
import { until } from "../until.ts";

// A stack that has IPv4 alone gets IPv6, on a real cloud: what runs goes on running (R1-13).

/** `WITH_IPV6` in the environment is the one difference between the two updates. */
const PROGRAM = `
import openstack from "@pulumi/openstack";
import { DualStackNetwork, SecurityGroup, ServerFlavor, ServerGroup, ServerImage } from "ROOT/components/index.ts";

const families = process.env.WITH_IPV6 ? {} : { legacyIpv4Only: { reason: "IPv6 follows" } };
const ipv6 = process.env.WITH_IPV6
  ? { ipv6: { cidr: "3fff:0:2::/64", gateway: "3fff:0:2::1", dnsServers: ["2001:db8:cafe::53", "2001:db8:cafe::54"] } }
  : {};
const router = new openstack.networking.Router("old", { name: "old" });
const network = new DualStackNetwork("old", {
  ...families,
  ipv4: { cidr: "10.2.0.0/24", gateway: "10.2.0.1", dnsServers: ["198.51.100.53", "198.51.100.54"] },
  ...ipv6,
  routerId: router.id,
});
const group = new SecurityGroup("old", {
  ...families,
  rules: [{ direction: "ingress", peer: { kind: "anywhere" }, services: [{ name: "http", ports: [{ protocol: "tcp", port: 80 }] }] }],
});
const servers = new ServerGroup("old", {
  ...families,
  model: {
    imageId: new ServerImage("old", { source: { file: "ROOT/stacks/images/debian-13-guest.raw" }, diskFormat: "raw", ipv6Ready: true }).imageId,
    flavorId: new ServerFlavor("old", { vcpus: 1, ramMb: 512, diskGb: 5 }).flavorId,
  },
  network,
  securityGroupIds: [group.groupId],
  replicas: [{ number: 1, addresses: { ipv4: "10.2.0.16", ...(process.env.WITH_IPV6 ? { ipv6: "3fff:0:2::10" } : {}) } }],
  bootAfter: [...network.routerInterfaces, group.rules],
});
export const instanceId = servers.servers[0].server.instanceId;
`;

/** Tests of enabling IPv6 on a stack of the cloud's operator. */
export function enableIpv6(cloud: string): void {
  const folder = mkdtempSync(join(tmpdir(), "enable-ipv6-"));
  const root = repositoryRoot();
  let engine: Engine;
  let options: Pick<UpOptions, "cwd" | "stack"> & { env: Record<string, string> };
  let before: UpResult;

  const inServer = async (...argv: string[]): Promise<string> => {
    const { stdout } = await runIn(cloud, { server: String(before.outputs["instanceId"]) }, argv);
    return stdout;
  };

  beforeAll(async () => {
    engine = await ensureEngine({ progress: () => {} });
    const { cloudsYaml, osCloud } = await startCloud({ name: cloud, progress: () => {} });
    const cwd = join(folder, "program");
    mkdirSync(cwd);
    symlinkSync(join(root, "node_modules"), join(cwd, "node_modules"));
    writeFileSync(join(cwd, "package.json"), '{"type":"module"}');
    writeFileSync(join(cwd, "index.ts"), PROGRAM.replaceAll("ROOT", root));
    writeFileSync(
      join(cwd, "Pulumi.yaml"),
      "name: old\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: index.ts\n",
    );
    const base = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(OS_|PULUMI_)/.test(key)));
    const backendUrl = pathToFileURL(join(folder, "state")).href;
    const env = engineEnvironment(engine, { root: folder, backendUrl, base });
    options = { cwd, stack: "dev", env: { ...env, OS_CLOUD: osCloud, OS_CLIENT_CONFIG_FILE: cloudsYaml } };
    before = await upStack(engine, options);
  });
  afterAll(async () => {
    await destroyStack(engine, options);
    rmSync(folder, { recursive: true, force: true });
  });

  test("only adds, and changes the port in place; the server that ran gets its address and was not restarted", async () => {
    await until("an IPv4 address", 60, async () =>
      (await inServer("hostname", "-I")).includes("10.2.0.16") ? 1 : undefined,
    );
    const started = await inServer("stat", "-c", "%Y", "/proc/1");

    const after = await upStack(engine, { ...options, env: { ...options.env, WITH_IPV6: "1" } });
    expect(after.changes).toMatchObject({ replace: 0, delete: 0 });
    expect(after.changes.create).toBeGreaterThan(3);
    expect(after.outputs).toEqual(before.outputs);

    // Routers advertise themselves every few minutes: asking saves the wait.
    await inServer("dhcpcd", "-n", "eth0");
    const addresses = await until("an IPv6 address", 120, async () => {
      const seen = await inServer("hostname", "-I");
      return seen.includes("3fff:0:2::10") ? seen : undefined;
    });
    expect(addresses).toContain("10.2.0.16");
    expect(await inServer("stat", "-c", "%Y", "/proc/1")).toBe(started);
  });
}
