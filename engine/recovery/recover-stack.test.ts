import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import type { Export } from "./checkpoint.ts";
import { recoverStack } from "./recover-stack.ts";

// A pulumi that exports one file and imports into another, and a cloud of a few lines.
const program = `#!/bin/sh
case "$1 $2" in
"stack export") cat state.json ;;
"stack import") cat >imported.json ;;
esac
`;
const type = "openstack:networking/network:Network";
const providerUrn = "urn:pulumi:dev::p::pulumi:providers:openstack::agency";
const urn = `urn:pulumi:dev::p::${type}::web`;

let folder: string;
let cloud: Server;
/** The cloud's answer to each path: status and body. */
let answer: (path: string) => [number, unknown];
let authUrl: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "recover-stack-"));
  cloud = createServer((request, response) => {
    const [status, body] = answer(request.url ?? "");
    response.writeHead(status, { "content-type": "application/json", "x-subject-token": "token" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => cloud.listen(0, "127.0.0.1", resolve));
  authUrl = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`;
});
afterEach(() => {
  cloud.closeAllConnections();
  cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Recovers a stack whose engine was killed while it made a network. */
function recover(options: { signal?: AbortSignal; killedAt?: Date; authUrl?: string } = {}) {
  const state: Export = {
    version: 3,
    deployment: {
      manifest: { time: (options.killedAt ?? new Date(0)).toISOString() },
      resources: [
        {
          urn: providerUrn,
          type: "pulumi:providers:openstack",
          id: "1",
          inputs: { authUrl: options.authUrl ?? authUrl },
        },
      ],
      pending_operations: [
        { resource: { urn, type, inputs: { name: "web" }, provider: `${providerUrn}::1` }, type: "creating" },
      ],
    },
  };
  writeFileSync(join(folder, "state.json"), JSON.stringify(state));
  const { engine, env } = scriptedEngine(folder, program);
  return recoverStack(engine, "dev", { project: "p", cwd: folder, env, signal: options.signal });
}
function imported(): Export | undefined {
  const path = join(folder, "imported.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Export) : undefined;
}
function login(path: string): [number, unknown] | undefined {
  const endpoints = [{ interface: "public", url: `${authUrl}/network` }];
  return path.includes("/auth/tokens")
    ? [201, { token: { project: { id: "p" }, catalog: [{ type: "network", endpoints }] } }]
    : undefined;
}

test("a creation that left nothing is no longer pending", async () => {
  answer = (path) => login(path) ?? [200, { networks: [] }];
  expect((await recover()).operations).toEqual([{ urn, was: "creating", now: "not begun", note: undefined }]);
  expect(imported()?.deployment.pending_operations).toBeUndefined();
});

test("a cloud that can't be reached leaves it pending for the next run", async () => {
  const recovery = recover({ authUrl: "http://127.0.0.1:1" });
  await expect(recovery).rejects.toThrow(/web made can't be looked for.*ECONNREFUSED[^]*The state was not changed/);
  expect(imported()).toBeUndefined();
});

test("so does one that answers 503", async () => {
  answer = (path) => login(path) ?? [503, {}];
  await expect(recover()).rejects.toThrow("answered 503");
  expect(imported()).toBeUndefined();
});

test("so does an interrupt while the cloud is being searched", async () => {
  const controller = new AbortController();
  answer = (path) => {
    const tokens = login(path);
    if (tokens === undefined) setTimeout(() => controller.abort(new Error("Ctrl-C")), 50);
    return tokens ?? [200, { networks: [] }];
  };
  // The request may still be under way: the search goes on until it must be there.
  await expect(recover({ signal: controller.signal, killedAt: new Date() })).rejects.toThrow("Ctrl-C");
  expect(imported()).toBeUndefined();
});

test("a cloud that refuses the search leaves it to a person: asking again would not help", async () => {
  answer = () => [401, {}];
  const { operations } = await recover();
  expect(operations).toMatchObject([{ urn, now: "unclear", note: expect.stringContaining("answered 401") }]);
  expect(imported()?.deployment.pending_operations).toBeUndefined();
});
