import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { checkpointFile } from "../../engine/backend/state-file.ts";
import { previewStacks } from "../../infra/preview-stacks.ts";
import type { StackPreview } from "../../infra/preview/planned-resource.ts";
import { PLATFORM_STACK, PROJECT } from "../../infra/stack-names.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { openSession } from "../../openstack/session.ts";
import { folderWith } from "../../openstack/testing/clouds.ts";
import { startFakeCloud } from "../../openstack/testing/fake-cloud.ts";
import { refuseObstacles } from "./obstacles.ts";

let platform: StackPreview;
beforeAll(async () => {
  [platform] = (await previewStacks([PLATFORM_STACK])) as [StackPreview];
});

/** What is said on a cloud where another network has the physical one. */
async function refusal(place: { backendUrl: string; standing: string[] }): Promise<string> {
  const taken = { id: "n1", name: "ext", "provider:network_type": "flat", "provider:physical_network": "public" };
  const cloud = await startFakeCloud(({ path }) =>
    path.includes("/network/v2.0/networks") ? { body: { networks: [taken] } } : undefined,
  );
  onTestFinished(() => cloud.close());
  const session = await openSession(cloudConfig({ ...cloud.environment, OS_REGION_NAME: "RegionOne" }));
  // The fake cloud has no Keystone beside the login.
  const network = { ...platform, resources: platform.resources.filter(({ type }) => type.includes(":networking/")) };
  return refuseObstacles(session, [network], place).then(
    () => "none",
    (error: Error) => error.message,
  );
}

/** A file backend whose state holds resources of the platform's plan. */
function backendWith(urns: readonly string[]): string {
  const folder = folderWith({});
  const file = checkpointFile(folder, PROJECT, PLATFORM_STACK);
  mkdirSync(dirname(file), { recursive: true });
  const latest = { manifest: { time: "" }, resources: urns.map((urn) => ({ urn, type: "" })) };
  writeFileSync(file, JSON.stringify({ checkpoint: { latest } }));
  return pathToFileURL(folder).href;
}

const standing = [PLATFORM_STACK];
const urnsBut = (type: string): string[] =>
  platform.resources.filter((resource) => !resource.type.endsWith(type)).map(({ urn }) => urn);

test("what is in the way of a new platform stops it, and is told below one line", async () => {
  const message = await refusal({ backendUrl: backendWith([]), standing: [] });
  expect(message).toMatch(/^Nothing was built: .*\n {2}The physical network 'public' carries the network 'ext' \(n1 /);
});

test("what the state holds is not looked for; what it lacks still is", async () => {
  expect(await refusal({ backendUrl: backendWith(urnsBut("nothing")), standing })).toBe("none");
  expect(await refusal({ backendUrl: backendWith(urnsBut(":Network")), standing })).toMatch(/'ext' \(n1 /);
});

test("where state is not in files, a stack that stands counts as made", async () => {
  expect(await refusal({ backendUrl: "s3://states", standing })).toBe("none");
  expect(await refusal({ backendUrl: "s3://states", standing: [] })).toMatch(/'ext' \(n1 /);
});
