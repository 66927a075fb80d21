import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensurePassphrase, fileBackendFolder, stateVariables } from "./state.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "state-test-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("state lies in the ignored folder, and the passphrase is made once, for its owner alone", () => {
  const variables = stateVariables({ root }, {});
  expect(variables["PULUMI_BACKEND_URL"]).toBe(`file://${root}/.state/backend?metadata=skip`);
  expect(existsSync(join(root, ".state", "backend"))).toBe(true);
  const path = variables["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "";
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const passphrase = readFileSync(path, "utf8");
  expect(passphrase.trim()).toHaveLength(43);
  stateVariables({ root }, {});
  expect(readFileSync(path, "utf8")).toBe(passphrase);
});

test("a backend that the caller names is made too", () => {
  const { PULUMI_BACKEND_URL } = stateVariables({ root, backendUrl: `file://${root}/clouds/one` }, {});
  expect(PULUMI_BACKEND_URL).toBe(`file://${root}/clouds/one?metadata=skip`);
  expect(existsSync(join(root, "clouds", "one"))).toBe(true);
});

test("the user's own variables win", () => {
  const own = { PULUMI_BACKEND_URL: "s3://province-state", PULUMI_CONFIG_PASSPHRASE: "" };
  expect(stateVariables({ root, backendUrl: `file://${root}/other` }, own)).toEqual({
    PULUMI_BACKEND_URL: "s3://province-state",
  });
  expect(existsSync(join(root, ".state"))).toBe(false);
  const file = { PULUMI_CONFIG_PASSPHRASE_FILE: "/etc/province/passphrase" };
  expect(stateVariables({ root }, file)).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE_FILE");
});

test("a passphrase that others can't read is never made anew", () => {
  const path = join(root, "passphrase");
  ensurePassphrase(path);
  const before = statSync(path);
  ensurePassphrase(path);
  expect(statSync(path).ino).toBe(before.ino);
});

test.each([
  ["file:///var/state", "/var/state"],
  ["file:///var/state%20of%20us?no_tmp_dir=true", "/var/state of us"],
  ["s3://bucket", undefined],
  ["https://api.pulumi.com", undefined],
])("the folder of %s is %s", (url, folder) => {
  expect(fileBackendFolder(url)).toBe(folder);
});
