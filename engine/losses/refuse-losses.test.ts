import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkpointFile } from "../backend/state-file.ts";
import { noteUpdate } from "../state/unchanged.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import { upStack } from "../up.ts";
import { LossError } from "./refuse-losses.ts";

// A pulumi with a network in its state, whose preview says what stands in a file.
const type = "openstack:networking/network:Network";
const urn = `urn:pulumi:dev::p::${type}::web`;
const state = {
  version: 3,
  deployment: { manifest: { time: "" }, resources: [{ urn, type, id: "n1", inputs: { name: "web" } }] },
};
const program = `#!/bin/sh
echo "$*" >>calls
case "$1" in
stack) echo '${JSON.stringify(state)}' ;;
preview) cat preview; exit "$(cat code)" ;;
esac
`;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "losses-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: p\n");
  says({ resourcePreEvent: { metadata: { op: "delete", urn, type, old: { type, inputs: { name: "web" } } } } });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function says(event: object, code = 0): void {
  writeFileSync(join(folder, "preview"), JSON.stringify(event));
  writeFileSync(join(folder, "code"), String(code));
}
const calls = (): string[] =>
  readFileSync(join(folder, "calls"), "utf8")
    .trim()
    .split("\n")
    .map((call) => call.split(" ")[0] ?? "")
    .filter((call) => call !== "stack");
function up(more: Partial<Parameters<typeof upStack>[1]> = {}) {
  const { engine, env } = scriptedEngine(folder, program);
  return upStack(engine, { stack: "dev", cwd: folder, env, refuseLosses: true, ...more });
}

test("an update that would delete a network is not begun, and says which", async () => {
  const refused = await up().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(LossError);
  expect((refused as LossError).message).toContain("network web would be deleted: it is declared no more");
  expect((refused as LossError).ofStack).toBe("dev");
  expect(calls()).toEqual(["preview"]);
});

test("after a yes it is, and nothing is previewed", async () => {
  await up({ refuseLosses: false });
  expect(calls()).toEqual(["up"]);
});

const planned = [
  {
    urn,
    type,
    custom: true,
    raw: { name: "web" },
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    provider: "",
  },
];
/** With the state in a file, as an update left it that followed from the key `old`. */
function inFile() {
  const path = checkpointFile(folder, "p", "dev");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ checkpoint: { latest: state.deployment } }));
  return { env: { PULUMI_BACKEND_URL: `file://${folder}`, PATH: process.env["PATH"] ?? "" } };
}

test("where the plan holds the network and the state is as an update left it, the engine need not be asked", async () => {
  const file = { ...inFile(), key: "new" };
  await expect(up({ ...file, planned })).rejects.toThrow(LossError);
  noteUpdate(folder, "p", "dev", { key: "old", resources: 1 });
  await up({ ...file, planned });
  await expect(up({ ...file, planned: [], key: "newer" })).rejects.toThrow(LossError);
  expect(calls()).toEqual(["preview", "up", "preview"]);
});

test("a refresh that finds all as it was ends the run where nothing else has changed", async () => {
  const file = { ...inFile(), refresh: true, planned };
  noteUpdate(folder, "p", "dev", { key: "old", resources: 1 });
  expect((await up({ ...file, key: "old" })).changes).toMatchObject({ same: 1 });
  expect(calls()).toEqual(["refresh"]);
  await up({ ...file, key: "new" });
  expect(calls()).toEqual(["refresh", "refresh", "up"]);
});

test("a refresh comes before the look at what would be lost", async () => {
  says({ resourcePreEvent: { metadata: { op: "same", urn, type, old: { type } } } });
  await up({ refresh: true });
  expect(calls()).toEqual(["refresh", "preview", "up"]);
});

test("where the engine can't tell, nothing is begun", async () => {
  says({ diagnosticEvent: { severity: "error", message: "the program has a fault" } }, 255);
  await expect(up()).rejects.toThrow(/pulumi preview of dev failed:\nthe program has a fault/);
  expect(calls()).toEqual(["preview"]);
});
