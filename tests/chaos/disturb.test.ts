import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Disturbing, Kill } from "./cases.ts";
import { disturbed } from "./disturb.ts";
import { type FaultProxy, startFaultProxy } from "./proxy/fault-proxy.ts";
import type { RunningCommand, World } from "./world.ts";

let api: Server;
let carriedOut: number;
let proxy: FaultProxy;
let heard: string;
let rooms: string[];
let world: World;

/** A command whose stack `15061` sends five requests, one after the other, and says of each that it was answered. */
const COMMAND = `
  const { spawn } = require("node:child_process");
  const child = spawn(process.execPath, ["-e", process.argv[2], "--", "--stack", "15061", process.argv[1]], { stdio: "inherit" });
  child.on("exit", (code) => process.exit(code ?? 1));`;
const STACK = `
  (async () => {
    for (let n = 0; n < 5; n++) {
      const { status } = await fetch(process.argv.at(-1), { method: "POST" });
      if (status !== 201) process.exit(1);
      process.stdout.write("+");
    }
  })().catch(() => process.exit(1));`;

function start(): RunningCommand {
  const address = `${proxy.rewrite(`http://127.0.0.1:${(api.address() as AddressInfo).port}`)}/v2.0/networks`;
  const child = spawn(process.execPath, ["-e", COMMAND, address, STACK], { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.on("data", (some) => (heard += String(some)));
  const ended = new Promise<{ code: number; output: string; seconds: number }>((resolve) =>
    child.on("close", (code) => resolve({ code: code ?? 137, output: "", seconds: 0 })),
  );
  return { pid: child.pid!, ended };
}

beforeEach(async () => {
  [carriedOut, heard, rooms] = [0, "", []];
  api = createServer((_, response) => {
    carriedOut += 1;
    response.writeHead(201).end();
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  proxy = await startFaultProxy([`http://127.0.0.1:${(api.address() as AddressInfo).port}`], 20);
  const fake = { proxy, start, limitState: (room: string) => void rooms.push(room) };
  // Only what a disturbed command touches
  world = fake as unknown as World;
});
afterEach(async () => {
  await proxy.close();
  await new Promise((resolve) => api.close(resolve));
});

const run = (disturbing: Disturbing) => disturbed(world, { number: 1, seed: "7", disturbing }, ["up"]);
const kill = (how: Partial<Kill>): Kill => ({
  target: "tree",
  of: "agency",
  nth: 3,
  when: "arrived",
  delayMs: 0,
  ...how,
});

test.each([
  ["arrived", ["++"]],
  ["carriedOut", ["++"]],
  // The sender may just have time to say that it heard.
  ["answered", ["++", "+++"]],
] as const)("the command is killed at the third request, %s, which the cloud carried out", async (when, ends) => {
  const end = await run({ kind: "kill", phase: "create", kills: [kill({ when })] });
  expect(end).toMatchObject({ code: 137, disturbances: 1 });
  expect(end.told[0]).toMatch(new RegExp(`^tree of 15061, ${when} POST \\d+ /v2.0/networks$`));
  expect(ends).toContain(heard);
  expect(carriedOut).toBeGreaterThanOrEqual(3);
});

test("a kill whose moment never comes is none, holds up no other, and its run counts as the same command again", async () => {
  const kills = [kill({ of: "platform" }), kill({})];
  expect(await run({ kind: "kill", phase: "create", kills })).toMatchObject({ code: 0, disturbances: 1, spent: 1 });
});

test("what can't be killed, since a destroy runs no program, is the engine: here there is none", async () => {
  const end = await run({ kind: "kill", phase: "destroy", kills: [kill({ target: "program" })] });
  expect(end).toMatchObject({ code: 0, disturbances: 0 });
});

test("requests fail at a rate, run after run until one ends well", async () => {
  const all = await run({ kind: "fault", phase: "create", rate: 1, runs: 3 });
  expect(all).toMatchObject({ code: 1, disturbances: 3 });
  expect(await run({ kind: "fault", phase: "create", rate: 0, runs: 3 })).toMatchObject({ code: 0, disturbances: 0 });
});

test("the disk is full from a request on until the run ends", async () => {
  const end = await run({ kind: "disk", phase: "create", of: "agency", nth: 2 });
  expect(rooms).toEqual(["full", "roomy"]);
  expect(end.told[0]).toMatch(/^the disk is full from POST \d+ \/v2.0\/networks of 15061 on$/);
});
