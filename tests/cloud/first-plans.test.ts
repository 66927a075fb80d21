import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engine, engineEnvironment, ensureEngine, runPulumi } from "../../engine/engine.ts";
import { destroyStack, type UpOptions, upStack } from "../../engine/up.ts";
import { startCloud, stopCloud } from "../../local-cloud/cloud.ts";
import { judge } from "../../policies/judge.ts";
import { readResources } from "../../policies/readers/read-resources.ts";
import * as type from "../../policies/resources/types.ts";

// One configuration with many faults that a cloud takes, judged from what the engine writes of it: before it is there,
// when it is, and in the next preview.

const cloudName = process.env["PROVINCE_CLOUD"] ?? "test-first-plans";
const folder = mkdtempSync(join(tmpdir(), "first-plans-"));
let engine: Engine;
let options: UpOptions;

const to = (name: string) => ({ $ref: name });
const draft = (kind: string, name: string, inputs: object) => ({ type: kind, name, inputs: { name, ...inputs } });
const network = (name: string, inputs: object = {}) => draft(type.NETWORK, name, inputs);
const subnet = (name: string, on: string, cidr: string, inputs: object = {}) =>
  draft(type.SUBNET, name, { networkId: to(on), cidr, ipVersion: cidr.includes(":") ? 6 : 4, ...inputs });
const managed = { ipv6AddressMode: "dhcpv6-stateful", ipv6RaMode: "dhcpv6-stateful" };
const group = (name: string, deleteDefaultRules: boolean) => draft(type.SEC_GROUP, name, { deleteDefaultRules });
const rule = (name: string, inputs: object) => ({
  type: type.SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: to("bare"), direction: "ingress", ethertype: "IPv4", ...inputs },
});
const tcp = (port: number) => ({ protocol: "tcp", portRangeMin: port, portRangeMax: port });
const server = (name: string, inputs: object) =>
  draft(type.INSTANCE, name, { imageId: to("image"), flavorId: to("small"), ...inputs });
/** Nova starts a server on a network with a subnet only. */
const after = (name: string) => ({ metadata: { subnet: to(name) } });

const faulty = [
  draft(type.IMAGE, "image", { containerFormat: "bare", diskFormat: "raw", localFilePath: "image.raw" }),
  draft(type.FLAVOR, "small", { ram: 64, vcpus: 1, disk: 1, isPublic: true }),
  network("both"),
  subnet("both-ipv4", "both", "10.80.0.0/24"),
  subnet("both-ipv6", "both", "3fff:80::/64", { ...managed, dnsNameservers: ["3fff:80::53"] }),
  network("ipv4-only", { portSecurityEnabled: false, mtu: 1200 }),
  subnet("ipv4-only-ipv4", "ipv4-only", "10.80.0.0/25"),
  network("odd"),
  subnet("odd-ipv6", "odd", "3fff:81::/80", managed),
  draft(type.ROUTER, "router", {}),
  { type: type.ROUTER_INTERFACE, name: "leg", inputs: { routerId: to("router"), subnetId: to("both-ipv4") } },
  group("keeping", false),
  group("bare", true),
  rule("ssh-ipv4", { ...tcp(22), remoteIpPrefix: "0.0.0.0/0" }),
  rule("ssh-ipv6", { ...tcp(22), ethertype: "IPv6", remoteIpPrefix: "::/0" }),
  rule("docker", { ...tcp(2375), remoteIpPrefix: "0.0.0.0/0" }),
  rule("tunnel", { protocol: "4" }),
  rule("group", { ...tcp(5432), remoteGroupId: to("keeping") }),
  rule("out", { direction: "egress", protocol: "tcp", portRangeMin: 1, portRangeMax: 65_535 }),
  rule("out-udp", { direction: "egress", protocol: "udp" }),
  draft(type.PORT, "half", {
    networkId: to("both"),
    fixedIps: [{ subnetId: to("both-ipv4") }],
    securityGroupIds: [to("bare")],
    allowedAddressPairs: [{ ipAddress: "10.80.0.0/24" }],
  }),
  draft(type.PORT, "default", { networkId: to("both") }),
  server("by-port", { networks: [{ port: to("half") }], securityGroups: ["default"] }),
  server("in-default", { networks: [{ uuid: to("both") }], adminPass: "Nobody-1", ...after("both-ipv6") }),
  server("web-1", { networks: [{ uuid: to("ipv4-only") }], ...after("ipv4-only-ipv4") }),
  server("web-2", { networks: [{ uuid: to("ipv4-only") }], ...after("ipv4-only-ipv4") }),
];

beforeAll(async () => {
  engine = await ensureEngine({ progress: () => {} });
  const info = await startCloud({ name: cloudName, progress: () => {} });
  symlinkSync(join(import.meta.dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
  copyFileSync(join(import.meta.dirname, "seeded-program.ts"), join(folder, "index.ts"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "image.raw"), Buffer.alloc(1024));
  writeFileSync(join(folder, "seeded.json"), JSON.stringify(faulty));
  const runtime = "runtime:\n  name: nodejs\n  options: { typescript: false, nodeargs: --stack-trace-limit=0 }";
  writeFileSync(join(folder, "Pulumi.yaml"), `name: first-plans\n${runtime}\nmain: index.ts\n`);
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name));
  const base = { ...Object.fromEntries(inherited), OS_CLIENT_CONFIG_FILE: info.cloudsYaml, OS_CLOUD: info.osCloud };
  const env = engineEnvironment(engine, { root: folder, backendUrl: pathToFileURL(join(folder, "state")).href, base });
  options = { stack: "dev", cwd: folder, env };
  await runPulumi(engine, ["stack", "init", "dev"], { cwd: folder, env });
});
afterAll(async () => {
  if (process.env["PROVINCE_CLOUD"]) await destroyStack(engine, options);
  else await stopCloud(cloudName);
  rmSync(folder, { recursive: true, force: true });
});

/** What fails a check of what the engine writes, by policy and resource. */
async function mandatory(...args: string[]): Promise<string[]> {
  const { stdout } = await runPulumi(engine, [...args, "--stack", "dev"], { cwd: options.cwd, env: options.env });
  const { resources } = readResources(stdout, "pulumi.json");
  const { findings } = judge(resources, { securityLevel: 3 });
  const failing = findings.filter(({ level }) => level === "mandatory");
  return [...new Set(failing.map(({ policy, resource }) => `${policy} ${resource.split("::").at(-1)}`))].toSorted();
}
const previewed = () => mandatory("preview", "--json", "--show-sames");
const exported = () => mandatory("stack", "export");

test("what is mandatory once it stands was so in the first preview, and is so in the next", async () => {
  const first = await previewed();
  expect(new Set(first.map((each) => each.split("-")[0]))).toEqual(new Set(["CMP", "IMG", "NET", "PRT", "RTR", "SEC"]));
  await upStack(engine, options);
  expect(await exported()).toEqual(first);
  expect(await previewed()).toEqual(first);
});
