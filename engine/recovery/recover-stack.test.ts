import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeCloud, startFakeCloud } from "../../openstack/testing/fake-cloud.ts";
import type { Export } from "../checkpoint.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import { recoverStack } from "./recover-stack.ts";

// A pulumi that exports one file and imports into another, and a cloud of a few lines.
const program = `#!/bin/sh
case "$1 $2" in
"stack export") cat state.json ;;
"stack import") cat >imported.json ;;
"refresh "*) echo "$@" >refreshed ;;
esac
`;
const type = "openstack:networking/network:Network";
const providerUrn = "urn:pulumi:dev::p::pulumi:providers:openstack::agency";
const urn = `urn:pulumi:dev::p::${type}::web`;

let folder: string;
let cloud: FakeCloud;
/** What the cloud says to each request, a login's among them; undefined lets a login in. */
let answer: Parameters<typeof startFakeCloud>[0];
/** Lets in, and says this to every search. */
const search =
  (found: () => { status?: number; body?: unknown }): typeof answer =>
  ({ path }) =>
    path.includes("/auth/") ? undefined : found();
const nothing = () => ({ body: { networks: [] } });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "recover-stack-"));
  cloud = await startFakeCloud((asked) => answer(asked));
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Recovers a stack whose engine was killed while it made a network. */
function recover(options: { signal?: AbortSignal; killedAt?: Date; provider?: object } = {}) {
  const state: Export = {
    version: 3,
    deployment: {
      manifest: { time: (options.killedAt ?? new Date(0)).toISOString() },
      resources: [
        {
          urn: providerUrn,
          type: "pulumi:providers:openstack",
          id: "1",
          inputs: { authUrl: cloud.url, userName: "deployer", password: "s3cret", tenantId: "p", ...options.provider },
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

test("a creation that left nothing is no longer pending", async () => {
  answer = search(nothing);
  expect((await recover()).operations).toEqual([{ urn, was: "creating", now: "not begun", note: undefined }]);
  expect(imported()?.deployment.pending_operations).toBeUndefined();
});

test("what failed half-way is read again, though nothing is pending: the state says that it was done", async () => {
  const web = { urn, type, id: "7", inputs: { name: "web" }, provider: `${providerUrn}::1` };
  const deployment = { manifest: { time: "" }, resources: [{ ...web, initErrors: ["updating: 500"] }] };
  writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment }));
  const { engine, env } = scriptedEngine(folder, program);
  const again = () => recoverStack(engine, "dev", { project: "p", cwd: folder, env });
  expect((await again()).operations).toEqual([{ urn, was: "updating", now: "read again" }]);
  expect(readFileSync(join(folder, "refreshed"), "utf8")).toContain(`--target ${urn}`);
  writeFileSync(
    join(folder, "state.json"),
    JSON.stringify({ version: 3, deployment: { ...deployment, resources: [web] } }),
  );
  expect((await again()).operations).toEqual([]);
});

test("a cloud that can't be reached leaves it pending for the next run", async () => {
  const recovery = recover({ provider: { authUrl: "http://127.0.0.1:1" } });
  await expect(recovery).rejects.toThrow(/dev made can't be looked for.*ECONNREFUSED[^]*The state was not changed/);
  expect(imported()).toBeUndefined();
});

test("so does one that answers 503", async () => {
  answer = search(() => ({ status: 503 }));
  await expect(recover()).rejects.toThrow("answered 503");
  expect(imported()).toBeUndefined();
});

test("so does a clouds.yaml without the cloud that the provider names", async () => {
  writeFileSync(join(folder, "clouds.yaml"), "clouds: { other: }");
  await expect(recover({ provider: { cloud: "gone" } })).rejects.toThrow(
    /has no cloud 'gone'; it has other\nThe state/,
  );
  expect(imported()).toBeUndefined();
});

test("so does an interrupt while the cloud is being searched", async () => {
  const controller = new AbortController();
  answer = search(() => {
    setTimeout(() => controller.abort(new Error("Ctrl-C")), 50);
    return nothing();
  });
  // The request may still be under way: the search goes on until it must be there.
  await expect(recover({ signal: controller.signal, killedAt: new Date() })).rejects.toThrow("Ctrl-C");
  expect(imported()).toBeUndefined();
});

test("a cloud that refuses the search leaves it to a person: asking again would not help", async () => {
  answer = () => ({ status: 401 });
  const { operations } = await recover();
  expect(operations).toMatchObject([
    {
      urn,
      now: "unclear",
      note: { en: expect.stringContaining("answered 401"), vi: expect.stringContaining("trả lời 401") },
    },
  ]);
  expect(imported()?.deployment.pending_operations).toBeUndefined();
});
