import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goodCopies, restoreCopy } from "../../engine/backend/copies.ts";
import { checkpointFile } from "../../engine/backend/state-file.ts";
import { readCheckpoint } from "../../engine/checkpoint.ts";
import { type Engine, engineEnvironment, ensureEngine, runPulumi } from "../../engine/engine.ts";
import { descendantsOf, isAlive } from "../../engine/host/process-table.ts";
import { stackLocks } from "../../engine/recovery/locks.ts";
import { endOrphanedPlugins } from "../../engine/recovery/orphan-processes.ts";
import { destroyStack, type UpOptions, upStack } from "../../engine/up.ts";
import type { StackEvent } from "../../engine/update/events.ts";
import { startFakeOpenStack } from "./fake-openstack.ts";

// The real engine on programs of a few lines; what it makes is random or in a fake cloud on loopback.
const folder = mkdtempSync(join(tmpdir(), "engine-test-"));
const backend = join(folder, "state");
let engine: Engine;

beforeAll(async () => {
  engine = await ensureEngine({ progress: () => {} });
  symlinkSync(join(import.meta.dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
});
afterAll(async () => {
  await endOrphanedPlugins(engine);
  rmSync(folder, { recursive: true, force: true });
});

/** A project of its own with this program. */
function project(name: string, program: string): Pick<UpOptions, "cwd" | "env"> {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, "package.json"), '{"type":"module"}');
  writeFileSync(join(cwd, "index.ts"), program);
  const runtime = "runtime:\n  name: nodejs\n  options: { typescript: false, nodeargs: --stack-trace-limit=0 }";
  writeFileSync(join(cwd, "Pulumi.yaml"), `name: ${name}\n${runtime}\nmain: index.ts\n`);
  const backendUrl = pathToFileURL(backend).href;
  return { cwd, env: engineEnvironment(engine, { root: folder, backendUrl, base: clean() }) };
}

const clean = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(OS_|PULUMI_)/.test(key)));

describe("up and destroy", () => {
  test("a stack is made, is the same at the second run, and goes", async () => {
    const options = project(
      "pets",
      `import { RandomPassword, RandomPet } from "@pulumi/random";
       const first = new RandomPet("first");
       const more = ["a", "b"].map((name) => new RandomPet(name, { prefix: first.id }));
       export const names = more.map((pet) => pet.id);
       export const password = new RandomPassword("password", { length: 16 }).result;`,
    );
    const lines: string[] = [];
    const made = await upStack(engine, { ...options, stack: "dev", onProgress: ({ en }) => lines.push(en) });
    expect(made.changes).toMatchObject({ create: 5, same: 0 });
    expect(made.resources).toBe(5);
    expect(made.outputs["names"]).toHaveLength(2);
    expect(made.outputs["password"]).toBe("[secret]");
    expect(lines).toContainEqual(expect.stringMatching(/^create RandomPet first \(\d done\)$/));

    const again = await upStack(engine, { ...options, stack: "dev" });
    expect(again.changes).toEqual({ create: 0, update: 0, replace: 0, delete: 0, same: 5 });
    expect(again.outputs).toEqual(made.outputs);

    const gone = await destroyStack(engine, { ...options, stack: "dev" });
    expect(gone.changes.delete).toBe(5);
    expect(gone.resources).toBe(0);
  });

  test("an error tells what the engine said, and what was made before it stays", async () => {
    const options = project(
      "faulty",
      `import { RandomInteger, RandomPet } from "@pulumi/random";
       const pet = new RandomPet("pet");
       new RandomInteger("impossible", { min: 5, max: pet.id.apply(() => 1) });`,
    );
    await expect(upStack(engine, { ...options, stack: "dev" })).rejects.toThrow(
      /pulumi up of dev failed:\n.*impossible: /s,
    );
    expect(readCheckpoint(backend, "faulty", "dev")?.resources?.map((r) => r.type)).toContain(
      "random:index/randomPet:RandomPet",
    );
  });

  test("destroying a stack that never was changes nothing", async () => {
    const options = project("never", "");
    expect((await destroyStack(engine, { ...options, stack: "dev" })).changes.delete).toBe(0);
  });
});

/** A network and its subnet in a fake cloud. */
const program = (url: string, tenantId: string): string =>
  `import * as openstack from "@pulumi/openstack";
   const provider = new openstack.Provider("agency", {
     authUrl: "${url}/v3", userName: "deployer", password: "not-a-secret", userDomainName: "Default",
     tenantId: "${tenantId}", region: "RegionOne", cloud: "",
   });
   const network = new openstack.networking.Network("web", { name: "web", tags: ["t"] }, { provider });
   new openstack.networking.Subnet("web-v6", {
     name: "web-v6", networkId: network.id, ipVersion: 6, cidr: "2001:db8:1::/64", enableDhcp: false,
   }, { provider });
   export const networkId = network.id;`;

describe("an engine that was killed", () => {
  /** Runs `up` until the cloud has made something and not said so, and kills the engine then. */
  async function killAt(silent: string, name: string) {
    const cloud = await startFakeOpenStack();
    const options = { ...project(name, program(cloud.url, cloud.projectId)), stack: "dev" };
    cloud.silent.add(silent);
    const swallowed = cloud.swallowed();
    const lines: string[] = [];
    const outcome = upStack(engine, { ...options, onProgress: ({ en }) => lines.push(en) }).then(
      () => "finished",
      () => "failed",
    );
    await swallowed;
    const pending = readCheckpoint(backend, name, "dev")?.pending_operations ?? [];
    const [lock] = stackLocks(backend, name, "dev");
    process.kill(lock?.pid ?? 0, "SIGKILL");
    expect(await outcome).toBe("failed");
    cloud.silent.clear();
    return { cloud, options, lines, pending };
  }

  test("its run takes its lock away and adopts the network, and the next one goes on: nothing is made twice", async () => {
    const { cloud, options, lines, pending } = await killAt("POST /v2.0/networks", "killed-early");
    expect(pending.map((op) => [op.type, op.resource.urn.split("::").at(-1)])).toEqual([["creating", "web"]]);
    expect(stackLocks(backend, "killed-early", "dev")).toHaveLength(0);
    const [orphan] = cloud.networks;
    expect(lines).toContain(`network web: adopted (${orphan?.id})`);

    const result = await upStack(engine, options);
    expect(cloud.networks.map((n) => n.id)).toEqual([orphan?.id]);
    expect(result.outputs["networkId"]).toBe(orphan?.id);
    // The tags come by a second call, which the killed engine had not made.
    expect(cloud.networks[0]?.["tags"]).toEqual(["t"]);
    expect(result.changes).toMatchObject({ update: 1, replace: 0, delete: 0 });
    expect(cloud.subnets).toHaveLength(1);
    expect(stackLocks(backend, "killed-early", "dev")).toHaveLength(0);
    expect(await endOrphanedPlugins(engine)).toEqual([]);

    const again = await upStack(engine, options);
    expect(again.changes).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0 });
    await destroyStack(engine, options);
    expect([...cloud.networks, ...cloud.subnets]).toEqual([]);
    await cloud.close();
  });

  test("a second resource that was being made is adopted beside the first", async () => {
    const { cloud, options } = await killAt("POST /v2.0/subnets", "killed-late");
    const [orphan] = cloud.subnets;
    const result = await upStack(engine, options);
    expect(cloud.subnets.map((s) => s.id)).toEqual([orphan?.id]);
    expect(result.changes).toMatchObject({ create: 0, update: 0, replace: 0, delete: 0 });
    expect(readCheckpoint(backend, "killed-late", "dev")?.pending_operations).toBeUndefined();
    await cloud.close();
  });

  test("an update that was refused is not taken for done by the next one", async () => {
    const cloud = await startFakeOpenStack();
    const first = program(cloud.url, cloud.projectId);
    const options = { ...project("refused", first), stack: "dev" };
    await upStack(engine, options);
    const id = cloud.networks[0]?.id ?? "";
    const second = first.replace('name: "web", tags', 'name: "web", description: "new", tags');
    writeFileSync(join(options.cwd, "index.ts"), second);
    cloud.refused.set(`PUT /v2.0/networks/${id}`, 400);
    await expect(upStack(engine, options)).rejects.toThrow("refused");
    expect(cloud.networks[0]?.["description"]).not.toBe("new");
    cloud.refused.clear();
    await upStack(engine, options);
    expect(cloud.networks[0]?.["description"]).toBe("new");
    await cloud.close();
  });

  test("an interrupted deletion is read again: what is gone leaves the state, and up makes it anew", async () => {
    const cloud = await startFakeOpenStack();
    const options = { ...project("killed-deleting", program(cloud.url, cloud.projectId)), stack: "dev" };
    await upStack(engine, options);
    const before = cloud.subnets[0]?.id ?? "";
    cloud.silent.add(`DELETE /v2.0/subnets/${before}`);
    const swallowed = cloud.swallowed();
    const outcome = destroyStack(engine, options).then(
      () => "finished",
      () => "failed",
    );
    await swallowed;
    process.kill(stackLocks(backend, "killed-deleting", "dev")[0]?.pid ?? 0, "SIGKILL");
    expect(await outcome).toBe("failed");
    cloud.silent.clear();

    const result = await upStack(engine, options);
    expect(result.changes).toMatchObject({ create: 1 });
    expect(cloud.subnets).toHaveLength(1);
    expect(cloud.subnets[0]?.id).not.toBe(before);
    await cloud.close();
  });

  test("a living engine is waited for, and named when it takes too long", async () => {
    const cloud = await startFakeOpenStack();
    const options = { ...project("busy", program(cloud.url, cloud.projectId)), stack: "dev" };
    cloud.silent.add("POST /v2.0/networks");
    const swallowed = cloud.swallowed();
    const first = upStack(engine, options).catch(() => "failed");
    await swallowed;
    const { recoverStack } = await import("../../engine/engine.ts");
    const pid = stackLocks(backend, "busy", "dev")[0]?.pid ?? 0;
    const recovery = recoverStack(engine, "dev", { project: "busy", cwd: options.cwd, env: options.env, waitMs: 1000 });
    await expect(recovery).rejects.toThrow(`process ${pid}`);
    process.kill(pid, "SIGKILL");
    expect(await first).toBe("failed");
    await cloud.close();
  });
});

describe("a cloud that accepts and never answers", () => {
  test.each([
    ["a login", "POST /v3/auth/tokens", 0],
    ["a network", "POST /v2.0/networks", 1],
  ])("is left at the first Ctrl-C during %s, with no process staying behind", async (what, route, made) => {
    const cloud = await startFakeOpenStack();
    const name = `silent-${what.split(" ")[1]}`;
    const options = { ...project(name, program(cloud.url, cloud.projectId)), stack: "dev" };
    cloud.silent.add(route);
    const swallowed = cloud.swallowed();
    const interruption = new AbortController();
    const outcome = upStack(engine, { ...options, signal: interruption.signal });
    outcome.catch(() => undefined);
    await swallowed;
    const pid = stackLocks(backend, name, "dev")[0]?.pid ?? 0;
    const processes = [pid, ...descendantsOf(pid)];
    expect(processes.length).toBeGreaterThan(2);
    interruption.abort(new Error("Ctrl-C"));
    await expect(outcome).rejects.toThrow("Ctrl-C");
    await expect.poll(() => processes.filter(isAlive)).toEqual([]);
    expect(cloud.networks).toHaveLength(made);

    cloud.silent.clear();
    await upStack(engine, options);
    expect([cloud.networks.length, cloud.subnets.length]).toEqual([1, 1]);
    expect(stackLocks(backend, name, "dev")).toEqual([]);
    await cloud.close();
  });
});

describe("a disk that fills up", () => {
  const small = join(folder, "small");
  const ballast = join(small, "ballast");
  beforeAll(() => {
    mkdirSync(small);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=160m", "province-test", small]);
  });
  afterAll(() => execFileSync("umount", [small]));

  /** Many resources, one after another, on the small disk; `at` is called when one of them is begun. */
  function chain(name: string, at: () => void) {
    const links = `import { RandomPet } from "@pulumi/random";
      let last = "a";
      for (let n = 0; n < 200; n++) {
        const { id } = new RandomPet("pet" + n, { prefix: last, length: 1 });
        last = await new Promise((resolve) => id.apply(() => resolve("x")));
      }`;
    const { cwd } = project(name, links);
    const env = engineEnvironment(engine, { root: folder, backendUrl: pathToFileURL(small).href, base: clean() });
    const onEvent = (event: StackEvent) => event.kind === "begun" && event.name === "pet5" && at();
    return { cwd, env, stack: "dev", onEvent };
  }
  const count = (name: string): number => readCheckpoint(small, name, "dev")?.resources?.length ?? 0;

  test("the run is interrupted in order, and goes on when there is room", async () => {
    const options = chain("filling", () => writeFileSync(ballast, Buffer.alloc(140 * 1024 * 1024)));
    await expect(upStack(engine, options)).rejects.toThrow(/are free on the disk of .*small, and 64 MiB are needed/);
    expect(count("filling")).toBeGreaterThan(5);
    expect(count("filling")).toBeLessThan(202);
    await expect(upStack(engine, options)).rejects.toThrow("Nothing was begun");
    rmSync(ballast);
    await upStack(engine, { ...options, onEvent: () => {} });
    expect(count("filling")).toBe(202);
  });

  test("a state that was cut off is named with its last good copy, and goes on from that", async () => {
    const options = chain("full", () => {});
    await upStack(engine, options);
    truncateSync(checkpointFile(small, "full", "dev"), 1000);
    const damage =
      /The state of dev is damaged: .*dev\.json: it is cut off after 1000 bytes[^]*province state restore dev/;
    await expect(upStack(engine, options)).rejects.toThrow(damage);
    restoreCopy(small, "full", "dev", goodCopies(small, "full", "dev")[0]!);
    const again = await upStack(engine, options);
    expect(again.changes).toEqual({ create: 0, update: 0, replace: 0, delete: 0, same: 201 });
  });
});

test("plain pulumi works with the same environment", async () => {
  const { cwd, env } = project("plain", `import { RandomPet } from "@pulumi/random"; new RandomPet("pet");`);
  expect((await runPulumi(engine, ["stack", "init", "dev"], { cwd, env })).code).toBe(0);
  const { code, stdout } = await runPulumi(engine, ["preview", "--json"], { cwd, env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ changeSummary: { create: 2 } });
});
