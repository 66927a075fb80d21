import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepCopy } from "../../engine/backend/copies.ts";
import { writeWhole } from "../../engine/backend/state-file.ts";
import { readCheckpoint } from "../../engine/checkpoint.ts";
import { stateOf, writeState } from "../../engine/testing/state-folder.ts";
import { runProvince } from "../../tests/province-command.ts";

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "state-command-"));
  folder = join(root, "states");
  writeFileSync(join(root, "Pulumi.yaml"), "name: p\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function province(...argv: string[]) {
  vi.stubEnv("OS_CLOUD", "named");
  vi.stubEnv("PULUMI_BACKEND_URL", `file://${folder}`);
  return runProvince(root, "state", ...argv);
}
/** A state of seven resources with a copy, then cut off. */
function damaged(stack: string): void {
  const path = writeState(folder, stack, stateOf(7));
  keepCopy(folder, "p", stack);
  truncateSync(path, 30);
}

test("list shows each stack, and what is wrong with a damaged one", async () => {
  writeState(folder, "platform", stateOf(3));
  damaged("stttt");
  const { out, code } = await province("list");
  expect(out).toMatch(/platform +whole +3 +1 KiB +none/);
  expect(out).toMatch(/stttt +DAMAGED +\? +1 KiB +1, last 2026-11-22T05:00:00.000Z/);
  expect(out).toMatch(/stttt\.json: it is cut off after 30 bytes[^]*`npx province state restore stttt`/);
  expect(code).toBe(1);
  const stacks = JSON.parse((await province("list", "--json")).out) as object[];
  expect(stacks).toMatchObject([
    { stack: "platform", resources: 3, copies: [] },
    { stack: "stttt", bytes: 30, damage: expect.stringContaining("cut off") as string, copies: [{ resources: 7 }] },
  ]);
});

test("list of nothing says where it looked", async () => {
  expect(await province("list")).toMatchObject({ out: `No stack lies in ${folder}.\n`, code: 0 });
});

test("restore puts the last good copy back, keeps the damaged state, and says what comes next", async () => {
  damaged("stttt");
  const { out, code } = await province("restore", "stttt");
  expect(out).toMatch(/^stttt has the state of 2026-11-22T05:00:00.000Z again, with 7 resources: /);
  expect(out).toMatch(/What was there before is kept: .*damaged-stttt\.json\nNext: npx province up stttt, /);
  expect([code, readCheckpoint(folder, "p", "stttt")]).toEqual([0, stateOf(7)]);
  expect((await province("list")).code).toBe(0);
});

test("a whole state is replaced only by a copy that is named", async () => {
  const path = writeState(folder, "stttt", stateOf(1));
  const copy = keepCopy(folder, "p", "stttt");
  writeState(folder, "stttt", stateOf(2, 1));
  expect(await province("restore", "stttt")).toMatchObject({
    err: expect.stringContaining("is whole") as string,
    code: 2,
  });
  writeFileSync(join(root, "notes"), "no state");
  expect((await province("restore", "stttt", "--from", join(root, "notes"))).code).toBe(1);
  expect(readFileSync(path, "utf8")).toContain("urn:1");
  expect((await province("restore", "stttt", "--from", copy ?? "")).code).toBe(0);
  expect(readCheckpoint(folder, "p", "stttt")).toEqual(stateOf(1));
});

test("nothing is put under an update that runs, and nothing of a stack that never was", async () => {
  expect(await province("restore", "stttt")).toMatchObject({
    err: expect.stringContaining("no good copy") as string,
    code: 1,
  });
  expect((await province("restore", "../stttt")).code).toBe(2);
  damaged("stttt");
  const lock = join(folder, ".pulumi", "locks", "organization", "p", "stttt", "1.json");
  writeWhole(lock, Buffer.from(JSON.stringify({ pid: 1, hostname: `not-${hostname()}`, timestamp: "" })));
  expect(await province("restore", "stttt")).toMatchObject({
    err: expect.stringContaining("is being updated") as string,
    code: 1,
  });
});
