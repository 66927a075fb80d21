import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scriptedEngine } from "./testing/scripted-engine.ts";
import { upStack } from "./up.ts";

// A pulumi that answers its first update, its second and so on with what stands in the files 1, 2 ...
const program = `#!/bin/sh
echo "$*" >>calls
case "$1" in
stack) echo '{"version":3,"deployment":{"manifest":{"time":""}}}' ;;
up) n=$(grep -c ^up calls); cat "$n"; exit "$(cat "$n.code")" ;;
esac
`;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "up-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: p\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function answers(...all: [code: number, text: string][]): void {
  for (const [index, [code, text]] of all.entries()) {
    writeFileSync(join(folder, `${index + 1}`), text);
    writeFileSync(join(folder, `${index + 1}.code`), `${code}`);
  }
}
function up(refresh = false) {
  const { engine, env } = scriptedEngine(folder, program);
  return upStack(engine, { stack: "dev", cwd: folder, env, refresh });
}
const calls = (): string[] => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
const updates = (): number => calls().filter((call) => call.startsWith("up ")).length;

const done = JSON.stringify({ summaryEvent: { resourceChanges: { create: 2 }, durationSeconds: 1 } });
const locked = "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end ...\n";
const complaint = (message: string) => JSON.stringify({ diagnosticEvent: { message, severity: "error" } });

test("an update that began a moment before this one is waited for", async () => {
  answers([1, locked], [0, done]);
  expect((await up()).changes).toMatchObject({ create: 2 });
  expect(updates()).toBe(2);
});

test("one that keeps the lock is told of, and nothing is tried for ever", async () => {
  answers([1, locked], [1, locked]);
  await expect(up()).rejects.toThrow("currently locked by 1 lock");
  expect(updates()).toBe(2);
});

test("a cloud that refused for a moment is asked once more, one that refused for good is not", async () => {
  answers([255, complaint("got 503 instead: {}")], [0, done]);
  await up();
  expect(updates()).toBe(2);
  rmSync(join(folder, "calls"));
  answers([255, complaint("got 403 instead: {}")]);
  await expect(up()).rejects.toThrow("got 403 instead");
  expect(updates()).toBe(1);
});

test("a run that gets further goes on, one that does not stops after the second time", async () => {
  const metadata = { op: "create", urn: "urn:pulumi:dev::p::t::web", type: "t" };
  const made = JSON.stringify({ resOutputsEvent: { metadata } });
  const further: [number, string] = [255, `${made}\n${complaint("got 503 instead: {}")}`];
  answers(further, further, further, [0, done]);
  await up();
  expect(updates()).toBe(4);
  expect(calls().at(-1)).toContain("--continue-on-error");
  rmSync(join(folder, "calls"));
  answers(further, [255, complaint("got 503 instead: {}")], [255, complaint("got 503 instead: {}")]);
  await expect(up()).rejects.toThrow("got 503 instead");
  expect(updates()).toBe(3);
});

test("the cloud is read first where that was asked for, and not otherwise", async () => {
  answers([0, done], [0, done], [0, done]);
  await up();
  expect(calls().some((call) => call.startsWith("refresh"))).toBe(false);
  await up(true);
  expect(
    calls()
      .filter((call) => /^(?:refresh|up) --stack dev/.test(call))
      .slice(-2),
  ).toEqual([expect.stringMatching(/^refresh /), expect.stringMatching(/^up /)]);
});

test("a passphrase that does not fit is told before the engine is started", async () => {
  const salt = "v1:IrY0F/dw5o0=:v1:mGc2T0DmPKp79pF6:h2yMbTCw2d7n4MdAOsvbFh7HcQDa3A==";
  writeFileSync(join(folder, "Pulumi.dev.yaml"), `encryptionsalt: ${salt}\n`);
  const { engine, env } = scriptedEngine(folder, program);
  const passphrase = { PULUMI_CONFIG_PASSPHRASE: "correct-house" };
  const refused = upStack(engine, { stack: "dev", cwd: folder, env: { ...env, ...passphrase } });
  await expect(refused).rejects.toThrow("Pulumi.dev.yaml: sealed with another passphrase than that in");
  expect(existsSync(join(folder, "calls"))).toBe(false);
});
