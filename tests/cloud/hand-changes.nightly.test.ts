import { execFile } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openRepository, repositoryRoot } from "../../infra/repository/repository.ts";
import { startCloud, stopCloud } from "../../local-cloud/cloud.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { openSession } from "../../openstack/session.ts";
import { verifyConfiguration } from "../../verify/configuration/verify-configuration.ts";
import type { DeployedTenant } from "../../verify/deployed/deployed-tenant.ts";
import { handChanges, type HandChange } from "../chaos/hand-changes.ts";
import { type Hand, handOf } from "../chaos/hand.ts";
import { until } from "./until.ts";

// The table of docs/proof.md: each kind of change by hand is seen, and put back by what is said to put it back.

const AGENCY = "15061";
const root = repositoryRoot();
/** A cloud of this test alone, unless one is named that stands already and is to go on standing. */
const cloud = process.env["PROVINCE_CLOUD"] ?? "test-hand-changes";

let hand: Hand;
let environment: Record<string, string>;

const province = (...args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name));
    const env = { ...Object.fromEntries(inherited), PROVINCE_CLOUD: cloud };
    const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, ["cli/province.js", ...args], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, output: stdout + stderr }),
    );
  });

const up = async (...options: string[]): Promise<void> => {
  const { code, output } = await province("up", "--no-prove", ...options, AGENCY);
  if (code !== 0) throw new Error(`province up ${options.join(" ")} ended with ${code}: ${output.slice(-3000)}`);
};

/** What `verify` says of the configuration now, as `check message`; ids of the stack are as it was built. */
async function findings(): Promise<string[]> {
  const { deployedTenant } = await import("../../verify/deployed/deployed-tenant.ts");
  const { stackOutputs } = await import("../../engine/engine.ts");
  const { openSession: session } = await import("../../cli/cloud/session.ts");
  const { engine, environments } = await session();
  const outputs = await stackOutputs(engine, [AGENCY], { cwd: root, env: environments.agency }, ({ en }) =>
    console.error(en),
  );
  const deployed = Object.fromEntries(
    Object.entries(outputs).flatMap(([stack, values]): [string, DeployedTenant][] => {
      const tenant = deployedTenant(stack, values);
      return tenant === undefined ? [] : [[stack, tenant]];
    }),
  );
  const view = verifyConfiguration({
    repository: openRepository(),
    agencies: [AGENCY],
    deployed,
    environment,
    required: true,
  });
  return (await view.result).findings.map(({ policy, message }) => `${policy} ${message.en}`);
}

/** Makes changes one after another, each of which brings a finding of its check that was not there. */
async function makeEach(changes: readonly HandChange[]): Promise<void> {
  expect(changes.length).toBeGreaterThan(0);
  let before = await findings();
  expect(before).toEqual([]);
  for (const { name, seenAs, make } of changes) {
    await make(hand);
    before = await until(`${seenAs} after: ${name}`, 60, async () => {
      const now = await findings();
      return now.some((text) => text.startsWith(seenAs) && !before.includes(text)) ? now : undefined;
    });
  }
}

const former = process.env["PROVINCE_CLOUD"];
beforeAll(async () => {
  process.env["PROVINCE_CLOUD"] = cloud;
  const info = await startCloud({ name: cloud, progress: () => {} });
  environment = { OS_CLIENT_CONFIG_FILE: info.cloudsYaml, OS_CLOUD: info.osCloud };
  await up();
  hand = await handOf(await openSession(cloudConfig(environment)), AGENCY);
});

// What one test left is not the next one's.
beforeEach(async () => {
  if ((await findings()).length > 0) await up("--repair", "--yes");
});

afterAll(async () => {
  if (former === undefined) delete process.env["PROVINCE_CLOUD"];
  if (cloud !== "test-hand-changes") return;
  await stopCloud(cloud);
  for (const state of globSync(`.state/clouds/${cloud}-*`, { cwd: root }))
    rmSync(join(root, state), { recursive: true });
});

/** Renamed things last: the others find theirs by name. */
const mendedBy = (mender: HandChange["mendedBy"], lost?: true): HandChange[] => {
  const changes = handChanges.filter((change) => change.mendedBy === mender && change.lost === lost);
  const [names, others] = [true, false].map((is) => changes.filter(({ name }) => name.endsWith("is renamed") === is));
  return [...others!, ...names!];
};

test("what a refresh sees, `up --refresh` puts back", async () => {
  await makeEach(mendedBy("refresh"));
  await up("--refresh", "--yes");
  expect(await findings()).toEqual([]);
});

test("what no refresh sees or may put back, `up --repair` puts back", async () => {
  await makeEach(mendedBy("repair"));
  await up("--repair", "--yes");
  expect(await findings()).toEqual([]);
});

test("what is lost is made anew", async () => {
  for (const change of mendedBy("refresh", true)) {
    await makeEach([change]);
    // It asks before a server is made anew.
    await up("--refresh", "--yes");
    expect([change.name, await findings()]).toEqual([change.name, []]);
  }
});

test("things of somebody else's making are named with the command that takes them away, and no repair touches them", async () => {
  const changes = mendedBy("person");
  await makeEach(changes);
  const named = await findings();
  expect(named.filter((text) => text.includes("openstack ")).length).toBeGreaterThanOrEqual(changes.length);
  await up("--repair", "--yes");
  expect(await findings()).toEqual(named);
  for (const { undo } of changes.toReversed()) await undo?.(hand);
  expect(await findings()).toEqual([]);
});
