import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findPlugin, installBuiltPlugin, installOfficialPlugin, sweepPlugins } from "./plugins.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "plugins-test-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function script(name: string, text = "exit 0"): string {
  const path = join(home, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("a built plugin is where Pulumi looks, and says what is inside", () => {
  const plugin = installBuiltPlugin(home, "openstack", script("built"));
  expect(plugin.program).toBe(join(home, "plugins", "resource-openstack-v3.15.2", "pulumi-resource-openstack"));
  expect(plugin).toMatchObject({ origin: "built", terraformProvider: "3.4.0", version: "3.15.2" });
  expect(readdirSync(join(home, "plugins"))).toEqual(["resource-openstack-v3.15.2"]);
  expect(existsSync(join(home, "built"))).toBe(true);
});

test("one that Pulumi or the user put there is taken as it is", () => {
  const folder = join(home, "plugins", "resource-openstack-v3.15.2");
  mkdirSync(folder, { recursive: true });
  expect(findPlugin(home, "openstack")).toBeUndefined();
  writeFileSync(join(folder, "pulumi-resource-openstack"), "", { mode: 0o755 });
  expect(findPlugin(home, "openstack")).toMatchObject({ origin: "installed", terraformProvider: "1.54.1" });
});

test("what an interrupted installation left goes", () => {
  mkdirSync(join(home, "plugins", ".openstack.4711.tmp"), { recursive: true });
  mkdirSync(join(home, "plugins", "resource-other-v1.0.0"));
  sweepPlugins(home);
  sweepPlugins(join(home, "nowhere"));
  expect(readdirSync(join(home, "plugins"))).toEqual(["resource-other-v1.0.0"]);
});

test("the official one comes through Pulumi, against the pinned checksum", async () => {
  const folder = `$PULUMI_HOME/plugins/resource-random-v4.21.2`;
  const pulumi = script(
    "pulumi",
    `echo "$*" > ${home}/args; mkdir -p ${folder}; cp "$0" ${folder}/pulumi-resource-random`,
  );
  const plugin = await installOfficialPlugin(pulumi, home, "random", { progress: () => {} });
  expect(plugin.origin).toBe("installed");
});

test("a download that fails tells what Pulumi said", async () => {
  const pulumi = script("pulumi", `echo "error: 403 from the plugin server" >&2; exit 1`);
  const install = installOfficialPlugin(pulumi, home, "openstack", { progress: () => {} });
  await expect(install).rejects.toThrow(/openstack 3\.15\.2 could not be downloaded:\nerror: 403/);
});
