import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine } from "../setup/resolve.ts";
import { endOrphanedPlugins } from "./orphan-processes.ts";

let folder: string;
let engine: Engine;
let listening: Server;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "orphans-test-"));
  mkdirSync(join(folder, "plugins"));
  const program = join(folder, "plugins", "pulumi-resource-openstack");
  // A copy of a program that waits, whatever its last argument is.
  copyFileSync("/bin/sh", program);
  const plugin = { version: "1.0.0", program, origin: "built" } as const;
  engine = {
    pulumi: join(folder, "pulumi"),
    version: "3.259.0",
    origin: "built",
    pulumiHome: folder,
    providers: { openstack: { ...plugin, name: "openstack" }, random: { ...plugin, name: "random" } },
  };
  listening = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  listening.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(program: string, address: string): Promise<ChildProcess> {
  const child = spawn(program, ["-c", "echo up; while :; do sleep 0.05; done", address], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

test("a plugin whose engine is gone ends; one whose engine answers, and another's program, stay", async () => {
  const alive = `127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const orphan = await start(engine.providers.openstack.program, "127.0.0.1:9");
  const busy = await start(engine.providers.openstack.program, alive);
  const other = await start("/bin/sh", "127.0.0.1:9");
  expect(await endOrphanedPlugins(engine)).toEqual([orphan.pid]);
  expect(await endOrphanedPlugins(engine)).toEqual([]);
  for (const child of [busy, other]) expect(child.exitCode ?? child.signalCode).toBeNull();
});
