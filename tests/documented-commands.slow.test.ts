import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRepository } from "../infra/repository/repository.ts";
import { stackNamesOf } from "../infra/stack-names.ts";
import { runProvince, spawnProvince } from "./province-command.ts";
import { REPOSITORY as root } from "./sources-with.ts";

/** Pages whose commands have a test of their own beside what they describe. */
const OWN_TEST = ["address-plan.md", "how-to-agency-staff.md", "how-to-agency-staff.vi.md"];

const pages = [
  "README.md",
  "README.vi.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md") && !OWN_TEST.includes(name))
    .map((name) => `docs/${name}`),
];

/** Commands of `sh` blocks, without comments, one per `&&`. */
const commandsOf = (page: string): string[] =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block]) => (block ?? "").split("\n"))
    .flatMap((line) => line.replace(/\s+#.*$/, "").split(" && "))
    .map((command) => command.trim())
    .filter((command) => command !== "");

const commands = [...new Set(pages.flatMap(commandsOf))].toSorted();

/** What Node alone can run; the rest needs an engine or a cloud and is run by the test named here, or by .ci/run itself. */
const runElsewhere: [RegExp, string][] = [
  [/^npm ci$/, ".ci/run"],
  [/^npm test$/, ".ci/run"],
  [/^\.ci\/run$/, "CI"],
  [/^npm run up$/, "tests/cloud/province-up.ts, by the command behind it"],
  [/^npm run test:chaos$/, "CI, every night"],
  [/^npm run bench$/, "by hand: figures are no test"],
  [/^export OS_/, "cli/cloud/target.test.ts, tests/cloud/local-cloud.test.ts"],
  [/^openstack /, "tests/cloud/province-verify.ts, on the cloud's own node"],
  [/^eval "\$\(npx province env( platform)?\)"$/, "tests/cloud/province-up.ts"],
  [/^pulumi (stack select|preview)/, "tests/cloud/province-up.ts"],
  [/^npx province init agency/, "cli/commands/agency-files.test.ts"],
  [/^npx province (up|verify|cloud)\b/, "tests/cloud"],
  [/^npx province deployer reset/, "cli/deployer/new-password.test.ts; on a cloud by hand"],
  [/^npx province report plan\b/, "tests/browser/plan-page.test.ts"],
];

const offline = commands.filter((command) => !runElsewhere.some(([pattern]) => pattern.test(command)));

test("some commands are documented", () => {
  expect(commands.length).toBeGreaterThan(8);
  expect(offline.length).toBeGreaterThan(3);
});

/** Those that run as a shell starts them; the others run in this process, which saves a second for each. */
const SPAWNED = ["npx province check", "npx province policy explain SEC-02"];
const WHOLE_PROVINCE = "npx province check";

// The whole province first: what is known of its stacks then need not be planned again.
test.each(offline.toSorted((a, b) => Number(b === WHOLE_PROVINCE) - Number(a === WHOLE_PROVINCE)))(
  "%s",
  async (command) => {
    const [line = "", file] = command.split(" > ");
    const [npx, program, ...args] = line.split(" ");
    expect([npx, program]).toEqual(["npx", "province"]);
    const { out, err, code } = SPAWNED.includes(command)
      ? spawnProvince(root, ...args)
      : await runProvince(root, ...args);
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    if (file?.endsWith(".json")) expect(JSON.parse(out)).toHaveProperty("stacks");
    else expect(out.trim()).not.toBe("");
    if (command !== WHOLE_PROVINCE) return;
    // Every stack of the repository, the platform's and the projects' too, passes every policy.
    const stacks = stackNamesOf(openRepository()).length;
    expect(stacks).toBeGreaterThan(600);
    expect(out).toMatch(new RegExp(`^${stacks} stacks, [0-9,]+ resources: ✓ every policy passes`, "m"));
  },
  240_000,
);

test("every command of the CLI is in docs/cli.md", () => {
  const page = readFileSync(join(root, "docs/cli.md"), "utf8");
  for (const file of readdirSync(join(root, "cli/commands")).filter((name) => !name.includes(".test."))) {
    expect(page).toContain(`\`${file.replace(".ts", "")}`);
  }
});
