import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, engineEnvironment, ensureEngine, runPulumi } from "../../engine/engine.ts";
import { allPolicies } from "../../policies/all.ts";
import { withReferences } from "../../policies/examples/drafts.ts";
import { judge } from "../../policies/judge.ts";
import { pulumiName } from "../../policies/level.ts";
import { readResources } from "../../policies/readers/read-resources.ts";
import { offlineFindings, seededStacks, type SeededStack } from "../seeded-stacks.ts";

// `pulumi preview --policy-pack policies` by the real engine and the real provider, on programs with one seeded fault for
// each policy. A first preview asks nothing of a cloud, so that there is none: the address leads nowhere.
const folder = mkdtempSync(join(tmpdir(), "seeded-"));
const root = join(import.meta.dirname, "..", "..");
const stacks = await seededStacks();
let engine: Engine;

beforeAll(async () => {
  engine = await ensureEngine({ progress: () => {} });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Engineered {
  policyEvent?: { resourceUrn?: string; message: string; policyName: string; enforcementLevel: string };
  policyRemediationEvent?: { resourceUrn?: string; policyName: string };
}

/** A project named as the drafts' URNs have it; the stack `stttt` in it. */
async function project(index: number, { drafts, context }: SeededStack) {
  const cwd = join(folder, `seeded-${index}`);
  mkdirSync(cwd);
  const written = drafts.map((draft) => ({
    ...draft,
    inputs: withReferences(draft.inputs, (name) => ({ $ref: name })),
  }));
  writeFileSync(join(cwd, "seeded.json"), JSON.stringify(written));
  writeFileSync(join(cwd, "config.json"), JSON.stringify({ province: context }));
  writeFileSync(join(cwd, "package.json"), '{"type":"module"}');
  copyFileSync(join(import.meta.dirname, "seeded-program.ts"), join(cwd, "index.ts"));
  writeFileSync(
    join(cwd, "Pulumi.yaml"),
    "name: test\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: index.ts\n",
  );
  const base = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(OS_|PULUMI_)/.test(key)));
  const nowhere = {
    OS_AUTH_URL: "http://127.0.0.1:9/v3",
    OS_USERNAME: "nobody",
    OS_PASSWORD: "none",
    OS_REGION_NAME: "RegionOne",
  };
  const backendUrl = pathToFileURL(join(cwd, "state")).href;
  const env = engineEnvironment(engine, {
    root: folder,
    backendUrl,
    base: { ...base, ...nowhere, OS_TENANT_NAME: "none" },
  });
  await runPulumi(engine, ["stack", "init", "stttt"], { cwd, env });
  return (args: string[], more: Record<string, string> = {}) =>
    runPulumi(engine, ["preview", "--stack", "stttt", "--json", ...args], { cwd, env: { ...env, ...more } });
}

const sorted = (rows: string[]) => rows.toSorted();
const names = new Map(allPolicies.map((policy) => [policy.id, pulumiName(policy)]));

describe("the engine names the seeded faults, and no others", () => {
  test("every policy is seeded once, but that of Terraform's provider block", () => {
    expect(sorted([...stacks.flatMap(({ policies }) => policies), "IAM-06"])).toEqual(
      sorted(allPolicies.map(({ id }) => id)),
    );
  });

  test.each(stacks.map((stack, index) => [stack.policies.join(" "), stack, index] as const))(
    "%s",
    async (_, stack, index) => {
      const preview = await project(index, stack);
      const expected = offlineFindings(stack);
      const pack = ["--policy-pack", join(root, "policies"), "--policy-pack-config", "config.json"];
      const { stdout, stderr } = await preview(pack, { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" });
      const events = stdout
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as Engineered);
      const told = events.flatMap(({ policyEvent }) => policyEvent ?? []);
      expect(
        sorted(told.map((each) => `${each.policyName} ${each.enforcementLevel} ${each.resourceUrn}`)),
        `${stdout.slice(-3000)}${stderr}`,
      ).toEqual(
        sorted(
          expected
            .filter(({ level }) => level !== "remediate")
            .map(({ policy, level, resource }) => `${names.get(policy)} ${level} ${resource}`),
        ),
      );
      const repaired = events.flatMap(({ policyRemediationEvent }) => policyRemediationEvent ?? []);
      const repairs = expected.filter(({ level }) => level === "remediate");
      expect(new Set(repaired.map((each) => `${each.policyName} ${each.resourceUrn}`))).toEqual(
        new Set(repairs.map(({ policy, resource }) => `${names.get(policy)} ${resource}`)),
      );

      const digest = await preview(["--show-sames"]);
      const { kind, resources } = readResources(digest.stdout, "preview.json");
      expect(kind).toBe("pulumi preview");
      expect(judge(resources, stack.context).findings).toEqual(expected);
    },
  );
});
