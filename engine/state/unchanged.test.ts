import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkpointFile } from "../backend/state-file.ts";
import { noteUpdate, unchangedResult } from "./unchanged.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unchanged-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };

function writeState(...names: string[]): void {
  const path = checkpointFile(folder, "p", "s");
  mkdirSync(dirname(path), { recursive: true });
  const root = {
    urn: "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s",
    type: "pulumi:pulumi:Stack",
    outputs: { id: 7, secret },
  };
  const resources = [root, ...names.map((name) => ({ urn: `urn:pulumi:s::p::t::${name}`, type: "t" }))];
  writeFileSync(path, JSON.stringify({ checkpoint: { latest: { manifest: { time: "" }, resources } } }));
}

test("an update with the same key on the same state has nothing to do, and its secrets stay masked", () => {
  writeState("a");
  expect(unchangedResult(folder, "p", "s", "key")).toBeUndefined();
  noteUpdate(folder, "p", "s", { key: "key", resources: 2 });
  expect(unchangedResult(folder, "p", "s", "key")).toEqual({
    resources: 2,
    changes: { create: 0, update: 0, replace: 0, delete: 0, same: 2 },
    outputs: { id: 7, secret: "[secret]" },
    seconds: 0,
  });
});

test("another key, another state and a torn note are reasons to run", () => {
  writeState("a");
  noteUpdate(folder, "p", "s", { key: "key", resources: 2 });
  expect(unchangedResult(folder, "p", "s", "other")).toBeUndefined();
  writeState("a", "b");
  expect(unchangedResult(folder, "p", "s", "key")).toBeUndefined();
  writeState("a");
  expect(unchangedResult(folder, "p", "s", "key")).toBeDefined();
  writeFileSync(join(folder, "last-updates", "p", "s.json"), '{"key":"k');
  expect(unchangedResult(folder, "p", "s", "key")).toBeUndefined();
});
