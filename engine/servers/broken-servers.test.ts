import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeCloud, startFakeCloud } from "../../openstack/testing/fake-cloud.ts";
import { LossError } from "../losses/refuse-losses.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import { upStack } from "../up.ts";

// A pulumi with one server in its state, and a Nova of a few lines.
const type = "openstack:compute/instance:Instance";
const urn = `urn:pulumi:dev::p::${type}::web-1`;
const provider = "urn:pulumi:dev::p::pulumi:providers:openstack::agency";
const id = "0b6d1f3e-0000-4000-8000-000000000001";
const fault = { code: 500, message: "No valid host was found. There are not enough hosts available." };

let folder: string;
let cloud: FakeCloud;
let server: Record<string, unknown>;
/** What a hard reboot makes of the server. */
let rebooted: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "broken-servers-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: p\n");
  server = { id, name: "stttt-web-1", status: "ERROR", fault, "OS-SRV-USG:launched_at": null };
  rebooted = "ERROR";
  cloud = await startFakeCloud(({ method, path }) => {
    if (!path.includes("/servers/")) return undefined;
    if (method === "POST") server["status"] = rebooted;
    return method === "POST" ? { status: 202 } : { body: { server } };
  });
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const step = { op: "replace", urn, type, keys: ["id"], old: { type, inputs: { name: "stttt-web-1" } }, new: { type } };

/** Runs an update of a stack whose state knows of the server what `resource` says. */
function up(resource: object, options: Partial<Parameters<typeof upStack>[1]> = {}, script = "exit 0") {
  const resources = [
    {
      urn: provider,
      type: "pulumi:providers:openstack",
      id: "1",
      inputs: { authUrl: cloud.url, userName: "deployer", password: "s3cret" },
    },
    { urn, type, id, provider: `${provider}::1`, ...resource },
  ];
  writeFileSync(
    join(folder, "state"),
    JSON.stringify({ version: 3, deployment: { manifest: { time: "" }, resources } }),
  );
  writeFileSync(join(folder, "preview"), JSON.stringify({ resourcePreEvent: { metadata: step } }));
  const cases = `case "$1" in stack) cat state ;; preview) cat preview ;; up) ${script} ;; esac`;
  const { engine, env } = scriptedEngine(folder, `#!/bin/sh\necho "$*" >>calls\n${cases}\n`);
  return upStack(engine, { stack: "dev", cwd: folder, env, ...options });
}
const ups = (): string[] =>
  readFileSync(join(folder, "calls"), "utf8")
    .split("\n")
    .filter((call) => call.startsWith("up "));

const failing = `echo '${JSON.stringify({
  diagnosticEvent: {
    urn,
    severity: "error",
    message: `1 error occurred: * Error waiting for instance (${id}) to become ready: unexpected state 'ERROR', wanted target 'ACTIVE'. last error: %!s(<nil>)`,
  },
})}'; exit 255`;

test("a server that could not be started is told with Nova's reason", async () => {
  const failed = up({}, {}, failing);
  await expect(failed).rejects.toThrow(
    `web-1: Nova could not start the server: No valid host was found. There are not enough hosts available (server ${id})`,
  );
  await expect(failed).rejects.not.toThrow("%!s");
});

test("where Nova does not answer, the provider's words stay", async () => {
  await cloud.close();
  await expect(up({}, {}, failing)).rejects.toThrow("Error waiting for instance");
});

test("a server that never ran is made anew, and nobody is asked", async () => {
  await up({ initErrors: ["it did not start"] }, { refuseLosses: true });
  expect(ups()[0]).toContain(`--replace ${urn}`);
});

test("a server that the state has no doubts about is not asked for", async () => {
  await up({ outputs: { powerState: "active" } });
  expect(ups()[0]).not.toContain("--replace");
  expect(cloud.asked).toEqual([]);
});

test("with a refresh, a server that ran is rebooted, which keeps what is on it", async () => {
  server["OS-SRV-USG:launched_at"] = "2026-01-01T00:00:00";
  rebooted = "ACTIVE";
  await up({ outputs: { powerState: "error" } }, { refresh: true });
  expect(cloud.asked.some(({ body }) => body.includes('{"type":"HARD"}'))).toBe(true);
  expect(ups()[0]).not.toContain("--replace");
});

test("one that does not come up again is replaced after a yes only, and Nova's reason is the reason", async () => {
  Object.assign(server, { "OS-SRV-USG:launched_at": "2026-01-01T00:00:00", fault: undefined });
  cloud = await withRefusedReboot();
  const refused = await up({ outputs: { powerState: "error" } }, { refresh: true, refuseLosses: true }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(LossError);
  expect(String(refused)).toContain("server stttt-web-1 would be replaced: Nova has it in ERROR");
  await up({ outputs: { powerState: "error" } }, { refresh: true });
  expect(ups().at(-1)).toContain(`--replace ${urn}`);
});

async function withRefusedReboot(): Promise<FakeCloud> {
  await cloud.close();
  return startFakeCloud(({ method, path }) =>
    path.includes("/servers/") ? (method === "POST" ? { status: 409 } : { body: { server } }) : undefined,
  );
}
