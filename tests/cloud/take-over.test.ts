import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeOver } from "../../cli/up/take-over.ts";
import { checkpointFile } from "../../engine/backend/state-file.ts";
import { readCheckpoint, rootOutputs } from "../../engine/checkpoint.ts";
import { type Engine, engineEnvironment, ensureEngine } from "../../engine/engine.ts";
import { upStack } from "../../engine/up.ts";

// A platform as 0.1.0 built it, by the real engine, with a secret where it had the resources of a cloud.

const PROJECT = "provincial-cloud";
const folder = mkdtempSync(join(tmpdir(), "take-over-"));
const backend = join(folder, "state");
let engine: Engine;
let env: Record<string, string>;

/** The same components for the platform of then and for the stacks of today, which hold each agency's own. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
class Part extends pulumi.ComponentResource {
  constructor(type: string, name: string, before: pulumi.Resource[] = []) {
    super("provincial:" + type, name, {}, {});
    this.secret = new random.RandomPassword(name + type.slice(-4), { length: 32 }, { parent: this, dependsOn: before });
  }
  secret: random.RandomPassword;
}
const make = (code: string, before: pulumi.Resource[]) => {
  const project = new Part("identity:TenantProject", code, before);
  for (const type of ["network:AddressPools", "network:TenantRouter"]) new Part(type, code, [project, ...before]);
  return project.secret.result;
};
export default () => {
  const stack = pulumi.getStack();
  if (stack !== "platform") return { password: make(stack.slice("project-".length), []) };
  const shared = new Part("network:AddressPools", "province");
  if (process.env["THEN"] === undefined) return {};
  const deployers = { stttt: make("stttt", [shared]), vp: make("vp", [shared]) };
  return { tenants: { stttt: {}, vp: {} }, deployers: pulumi.secret(deployers) };
};
`;

beforeAll(async () => {
  engine = await ensureEngine({ progress: () => {} });
  symlinkSync(join(import.meta.dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "index.ts"), program);
  const runtime = "runtime:\n  name: nodejs\n  options: { typescript: false, nodeargs: --stack-trace-limit=0 }";
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${PROJECT}\n${runtime}\nmain: index.ts\n`);
  const base = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name)));
  env = engineEnvironment(engine, { root: folder, backendUrl: pathToFileURL(backend).href, base });
  await upStack(engine, { stack: "platform", cwd: folder, env: { ...env, THEN: "0.1.0" } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const again = (stack: string) => upStack(engine, { stack, cwd: folder, env });
const names = (stack: string) => (readCheckpoint(backend, PROJECT, stack)?.resources ?? []).map(({ urn }) => urn);

test("what 0.1.0 kept in the platform moves out, also when that is ended half-way, and nothing is made anew", async () => {
  const before = readCheckpoint(backend, PROJECT, "platform");
  const resources = before?.resources?.length ?? 0;
  const ofThen = join(folder, "platform.json");
  copyFileSync(checkpointFile(backend, PROJECT, "platform"), ofThen);
  const said: string[] = [];
  const take = () => takeOver(engine, { cwd: folder, env }, ({ en }) => said.push(en));

  expect(await take()).toEqual(["stttt", "vp"]);
  expect(said).toHaveLength(2);
  const afterwards = readFileSync(checkpointFile(backend, PROJECT, "platform"), "utf8");

  // As a kill leaves it that comes after Pulumi wrote the new stack and before it wrote the old one.
  copyFileSync(ofThen, checkpointFile(backend, PROJECT, "platform"));
  expect(await take()).toEqual(["stttt", "vp"]);
  expect(names("platform")).toHaveLength(resources - 12);
  expect(names("project-vp").filter((urn) => urn.includes("::vp"))).toHaveLength(6);
  expect(afterwards).not.toContain("deployers");
  expect(rootOutputs(readCheckpoint(backend, PROJECT, "platform"))).toEqual({});
  expect(await take()).toEqual([]);

  for (const stack of ["platform", "project-stttt", "project-vp"]) {
    const { changes } = await again(stack);
    expect(changes, stack).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0 });
  }
  expect(names("platform")).not.toContainEqual(expect.stringContaining("stttt"));
});

test("another thing of the same name in the way is told, and nothing is lost", async () => {
  copyFileSync(join(folder, "platform.json"), checkpointFile(backend, PROJECT, "platform"));
  const path = checkpointFile(backend, PROJECT, "project-vp");
  const text = readFileSync(path, "utf8");
  const ours = /"id": ?"none"/;
  expect(text).toMatch(ours);
  writeFileSync(path, text.replaceAll(new RegExp(ours, "g"), '"id":"other"'));
  await expect(takeOver(engine, { cwd: folder, env }, () => {})).rejects.toThrow(
    /vp.* can't be moved: the stack project-vp/,
  );
  expect(names("platform").filter((urn) => urn.endsWith("::vp"))).toHaveLength(3);
});
