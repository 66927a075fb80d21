import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Engine } from "../../engine/engine.ts";
import { cloudEnvironment, localStateDirectory } from "./cloud-environment.ts";

const root = mkdtempSync(join(tmpdir(), "cloud-environment-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const plugin = { name: "openstack", version: "0", program: "/p", origin: "built" } as const;
const engine: Engine = {
  pulumi: "/engine/pulumi",
  version: "0",
  origin: "built",
  pulumiHome: "/engine/home",
  providers: { openstack: plugin, random: plugin },
};
const cloudsYaml = join(root, "clouds.yaml");
const cloud = { name: "local", cloudsYaml };
/** A start of the cloud: its clouds.yaml holds another password each time. */
function start(password: string): string {
  writeFileSync(cloudsYaml, password);
  return localStateDirectory(root, cloud);
}
const backend = async (given: string | undefined, on: typeof cloud | undefined) =>
  (await cloudEnvironment(root, engine, on, { PULUMI_BACKEND_URL: given }))["PULUMI_BACKEND_URL"];

test("each start of a local cloud has a state of its own, whatever an earlier `province env` left in the shell", async () => {
  const gone = start("first");
  const here = start("second");
  expect(here).not.toBe(gone);
  expect(await backend(undefined, cloud)).toBe(`file://${here}?metadata=skip`);
  expect(await backend(`file://${gone}?metadata=skip`, cloud)).toBe(`file://${here}?metadata=skip`);
});

test("a cloud of somebody else never gets the state of a local one", async () => {
  const gone = start("first");
  expect(await backend(`file://${gone}?metadata=skip`, undefined)).toBe(`file://${root}/.state/backend?metadata=skip`);
});

test("a backend of the user's own wins", async () => {
  start("first");
  for (const own of [`file://${root}/elsewhere`, "s3://states"]) {
    expect(await backend(own, cloud)).toBe(own);
    expect(await backend(own, undefined)).toBe(own);
  }
});
