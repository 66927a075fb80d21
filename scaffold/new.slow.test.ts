import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { allPolicies } from "../policies/all.ts";
import { AREAS, policyId } from "../policies/ids.ts";
import { newComponent } from "./component.ts";
import { newPolicy } from "./policy.ts";
import { camelCase, Refusal, ROOT } from "./scaffold.ts";

const copy = mkdtempSync(join(tmpdir(), "scaffold-"));
afterAll(() => rmSync(copy, { recursive: true }));

const COPIED = ["scaffold", "policies", "components", "docs/components.md", "address-plan/rules/rules.ts"];
const SETTINGS = ["package.json", "tsconfig.json", "vitest.config.ts", ".oxfmtrc.json", ".oxlintrc.json"];
const SETUP = ["tests/setup.ts", "tests/test-cache.ts"];
for (const file of [...COPIED, ...SETTINGS, ...SETUP]) {
  cpSync(join(ROOT, file), join(copy, file), { recursive: true });
}
symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));

const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
const scaffold = (...args: string[]) => run("scaffold/new.ts", ...args);

const { policies } = AREAS["NET"]!;
/** The last policy of an area, the one that may come next, and one too far. */
const [TAKEN, NEXT, AFTER] = [0, 1, 2].map((more) => policyId("NET", policies + more)) as [string, string, string];

test.each([
  ["net14", "net-has-name", '"net14" is no id of a policy'],
  ["XYZ-01", "net-has-name", "there is no area XYZ"],
  [TAKEN, "net-has-name", `${TAKEN} is taken: the next is ${NEXT}`],
  [AFTER, "net-has-name", `${AFTER} leaves a gap: the next is ${NEXT}`],
  [NEXT, "Has_name", '"Has_name" is no name of a policy'],
  [NEXT, "../net-name", '"../net-name" is no name of a policy'],
  [NEXT, "delete", '"delete" is no name of a policy'],
  [NEXT, "mtu-min", "the name mtu-min is taken"],
  ["LB-05", "lb-pair", "the name lb-pair is taken"],
  ["LB-05", "all-policies", "the name all-policies is taken"],
])("refuses the policy %s %s", (id, name, message) => {
  expect(() => newPolicy(id, name)).toThrow(Refusal);
  expect(() => newPolicy(id, name)).toThrow(message);
});

test.each([
  ["MailRelay", '"MailRelay" is no name of a component'],
  ["server-group", "the name server-group is taken"],
  ["testing", "the name testing is taken"],
  ["replica", "the name replica is taken"],
])("refuses the component %s", (name, message) => {
  expect(() => newComponent(name)).toThrow(Refusal);
  expect(() => newComponent(name)).toThrow(message);
});

test.each(Object.entries(AREAS))("area %s takes one more policy", (area, { policies: count }) => {
  const last = camelCase(allPolicies.find(({ id }) => id === policyId(area, count))!.slug);
  const { files } = newPolicy(policyId(area, count + 1), "one-more");
  expect(files["policies/all.ts"]).toContain(`  ${last},\n  oneMore,\n`);
  expect(files["policies/ids.ts"]).toMatch(new RegExp(`  ${area}: .* policies: ${count + 1} }`));
});

test("a policy without a name has that of its id", () => {
  expect(Object.keys(newPolicy("VPN-03").files).slice(0, 3)).toEqual([
    "policies/rules/vpn/vpn-03.ts",
    "policies/rules/vpn/vpn-03.test.ts",
    "policies/examples/vpn/vpn-03.ts",
  ]);
});

test.each(["a-first", "server-group-pair", "zone-router"])("a component may be called %s", (name) => {
  const { files } = newComponent(name);
  const folders = [...files["components/index.ts"]!.matchAll(/^export \{ .+ \} from "\.\/([\w-]+)\//gm)].map(
    (match) => match[1]!,
  );
  const tenant = folders.slice(folders.indexOf("tenant-project") + 1);
  expect(tenant).toContain(name);
  expect(tenant).toEqual(tenant.toSorted());
});

test("what it writes is typed, linted and formatted, and red only where it is to be filled in", () => {
  const outputs = [scaffold("policy", NEXT, "subnet-has-name"), scaffold("component", "mail-relay")];
  expect(outputs.map(({ status, stderr }) => [status, stderr])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  const files = outputs.flatMap(({ stdout }) => written(stdout));
  expect(files).toEqual([
    "policies/rules/network/subnet-has-name.ts",
    "policies/rules/network/subnet-has-name.test.ts",
    "policies/examples/network/subnet-has-name.ts",
    "policies/all.ts",
    "policies/ids.ts",
    "components/mail-relay/index.ts",
    "components/mail-relay/example.ts",
    "components/mail-relay/README.md",
    "components/mail-relay/mail-relay.test.ts",
    "components/index.ts",
    "docs/components.md",
  ]);

  const sources = files.filter((file) => file.endsWith(".ts"));
  writeFileSync(join(copy, "new.json"), JSON.stringify({ extends: "./tsconfig.json", include: sources }));
  for (const [program, ...args] of [
    ["@typescript/native/bin/tsc", "-p", "new.json"],
    ["oxlint/bin/oxlint", ...sources],
    ["oxfmt/bin/oxfmt", "--check", ...sources],
  ]) {
    const { status, stdout, stderr } = run(`node_modules/${program}`, ...args);
    expect([program, status, status === 0 ? "" : stdout + stderr]).toEqual([program, 0, ""]);
  }

  const consistency = ["policies/all.test", "policies/examples/examples.test", "components/every-component"];
  expect(failures("policies/rules/network/subnet-has-name", "components/mail-relay", ...consistency)).toEqual([
    `${NEXT} finds the fault of the example that fails in a first preview`,
    `${NEXT} finds the fault of the example that fails once it is there`,
    `${NEXT} has a file of its own, a test and examples beside it, a reason, sources and whom it serves`,
    "makes its resources, named after it",
    "the example that fails says what was found, what is wanted and how to come there",
  ]);

  const { status, stderr } = scaffold("policy", NEXT, "another-name");
  expect([status, stderr]).toEqual([2, `error: ${NEXT} is taken: the next is ${AFTER}. Nothing was written.\n`]);
  expect(existsSync(join(copy, "policies/rules/network/another-name.ts"))).toBe(false);
}, 180_000);

/** The files that a run says it has written. */
function written(stdout: string): string[] {
  return [...stdout.split("What is left to do:")[0]!.matchAll(/^ {2}(\S+)$/gm)].map((match) => match[1]!);
}

/** Names of the tests that fail in these files, sorted. */
function failures(...files: string[]): string[] {
  const report = join(copy, "report.json");
  run(
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project=offline",
    "--reporter=json",
    `--outputFile=${report}`,
    ...files,
  );
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  expect(testResults).toHaveLength(files.length);
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "passed")
    .map(({ fullName }) => fullName.trim())
    .toSorted();
}
