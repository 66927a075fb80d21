import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scriptedEngine } from "../../engine/testing/scripted-engine.ts";
import { giveNewPassword } from "./new-password.ts";

// A pulumi with the state of two stacks in two files.
const program = `#!/bin/sh
echo "$*" >>calls
case "$*" in
"stack export"*project-stttt*) cat project ;;
"stack export"*) cat agency ;;
esac
`;
const password = "urn:pulumi:project-stttt::p::random:index/randomPassword:RandomPassword::stttt-deployer";
const provider = "urn:pulumi:stttt::p::pulumi:providers:openstack::stttt";
const stacks = { project: "project-stttt", agency: "stttt" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "new-password-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: p\n");
  state("project", { urn: password, type: "random:index/randomPassword:RandomPassword" });
  state("agency", { urn: provider, type: "pulumi:providers:openstack", inputs: { password: "old" } });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function state(file: string, ...resources: object[]): void {
  writeFileSync(join(folder, file), JSON.stringify({ version: 3, deployment: { manifest: { time: "" }, resources } }));
}
function give() {
  const { engine, env } = scriptedEngine(folder, program);
  return giveNewPassword(engine, stacks, { cwd: folder, environments: { platform: env, agency: env } });
}
const updates = (): string[] =>
  readFileSync(join(folder, "calls"), "utf8")
    .split("\n")
    .filter((call) => /^(?:up|refresh) /.test(call));

test("the project's stack makes it and tells the cloud, then the agency's provider alone takes it up", async () => {
  expect(await give()).toBe(true);
  expect(updates()).toEqual([
    expect.stringMatching(/^refresh --stack project-stttt/),
    expect.stringContaining(`up --replace ${password} --stack project-stttt`),
    expect.stringContaining(`up --target ${provider} --stack stttt`),
  ]);
});

test("an agency that is not up yet has nothing to take up, one without a project no deployer", async () => {
  state("agency");
  expect(await give()).toBe(true);
  expect(updates()).toHaveLength(2);
  state("project");
  expect(await give()).toBe(false);
  expect(updates()).toHaveLength(2);
});
