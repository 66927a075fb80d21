import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { REPOSITORY } from "./sources-with.ts";

/*
 * Runs every command of docs/ci/ as the forge's runner would, by a shell, in a checkout with a change to compare.
 * `npx province check` and `diff` are the real ones, on three stacks: the whole province is the bench's affair. What
 * needs a forge, an engine or a cloud (npm ci, gh, pulumi, province doctor and env) is a stand-in that writes its
 * arguments down; tests/cloud/ runs the real ones.
 */

interface Step {
  name?: string;
  run?: string;
}
interface GithubJob {
  env?: Record<string, string>;
  steps: Step[];
}
type GitlabJob = Record<"before_script" | "script" | "after_script", string[] | undefined>;

const github = parse(readFileSync(join(REPOSITORY, "docs/ci/github-actions.yml"), "utf8")) as {
  jobs: Record<string, GithubJob>;
};
const gitlab = parse(readFileSync(join(REPOSITORY, "docs/ci/gitlab-ci.yml"), "utf8")) as Record<string, GitlabJob>;

let root = "";
let base = "";
const calls = (): string[] => readFileSync(join(root, "bin/calls"), "utf8").split("\n").filter(Boolean);

function git(...args: string[]): string {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...who, ...args], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function program(name: string, body: string): void {
  writeFileSync(join(root, "bin", name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(root, "bin", name), 0o755);
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "province-ci-"));
  cpSync(join(REPOSITORY, "stacks"), join(root, "stacks"), { recursive: true });
  rmSync(join(root, "stacks/images"), { recursive: true });
  mkdirSync(join(root, "bin"));
  const log = `echo "$(basename "$0") $*" >> '${join(root, "bin/calls")}'`;
  const province = `exec '${process.execPath}' '${join(REPOSITORY, "cli/province.js")}'`;
  program(
    "npx",
    `${log}
case "$1 $2" in
  "province doctor") ;;
  "province env") echo "export FROM_ENV='$3'" ;;
  "province check") shift; ${province} "$@" platform stttt 15061 ;;
  "province "*) shift; ${province} "$@" ;;
  *) echo "unexpected: npx $*" >&2; exit 64 ;;
esac`,
  );
  program("npm", log);
  program("gh", `${log}\ncat "$5" > /dev/null`);
  program(
    "pulumi",
    `${log}\n[ "$1 $2" != "stack ls" ] || echo '[{"name":"platform"},{"name":"project-stttt"},{"name":"stttt"},{"name":"organization/x/15061"}]'
[ -z "$DRIFT" ] || [ "$1 $3" != "refresh $DRIFT" ]`,
  );
  writeFileSync(join(root, ".gitignore"), "bin\nreports\n");
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", "base");
  base = git("rev-parse", "HEAD").trim();
  const file = join(root, "stacks/agencies/stttt.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("replicas: 2", "replicas: 3"));
  git("commit", "-q", "-a", "-m", "one more server");
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => writeFileSync(join(root, "bin/calls"), ""));

function shell(script: string, env: Record<string, string> = {}): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
    cwd: root,
    encoding: "utf8",
    timeout: 300_000,
    env: {
      HOME: root,
      PATH: [join(root, "bin"), dirname(process.execPath), process.env["PATH"]].join(":"),
      PROVINCE_ROOT: root,
      GITHUB_STEP_SUMMARY: join(root, "bin/summary.md"),
      ...env,
    },
  });
  return { status, out: stdout + stderr };
}

/** What `${{ … }}` of a job's environment stands for in a run on a pull request. */
const githubEnv = ({ env = {} }: GithubJob, more: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...env, ...more }).map(([key, value]) => {
      if (key === "BASE") return [key, base];
      return [key, value.startsWith("${{") ? "17" : value];
    }),
  );

const report = (name: string): string => readFileSync(join(root, "reports", name), "utf8");

// Several runs of the real command in a row, which takes its time on a busy machine.
const LONG = { timeout: 240_000 };

describe("docs/ci/github-actions.yml", LONG, () => {
  const runJob = (name: string, more: Record<string, string> = {}) => {
    const job = github.jobs[name];
    if (job === undefined) throw new Error(`no job ${name}`);
    return job.steps.flatMap(({ run }) => (run === undefined ? [] : [shell(run, githubEnv(job, more))]));
  };

  test("has the jobs that are tested here, and no other", () => {
    expect(Object.keys(github.jobs)).toEqual(["check", "diff", "drift"]);
  });

  test("checks, and leaves SARIF", () => {
    expect(runJob("check").map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    expect(JSON.parse(report("check.sarif"))).toMatchObject({ version: "2.1.0" });
    expect(calls()[0]).toBe("npm ci");
  });

  test("checks a first push, whose base is all zeros, and the address plan of a change alone", () => {
    const step = github.jobs["check"]?.steps.find(({ name }) => name === "The ledger only grows")?.run ?? "";
    expect(shell(step, { BASE: "0".repeat(40) })).toMatchObject({
      status: 0,
      out: "The address plan keeps its rules.\n",
    });
    expect(shell(step, { BASE: "" }).status).toBe(2);
  });

  test("tells on the pull request why there is no comparison", () => {
    const file = join(root, "stacks/agencies/stttt.yaml");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, `${before}nothing: [\n`);
    git("commit", "-q", "-a", "-m", "broken");
    try {
      expect(runJob("diff").map(({ status }) => status)).toEqual([0, 2, 0, 0]);
      expect(report("diff.md")).toMatch(/^### ❌ What changes in `\w+...HEAD` can't be told\n\n```text\n/);
      expect(report("diff.md")).toContain("stacks/agencies/stttt.yaml:");
    } finally {
      git("reset", "-q", "--hard", "HEAD~1");
    }
  });

  test("compares, and tells it on the run's page and on the pull request", () => {
    expect(runJob("diff").map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    expect(report("diff.md")).toContain("Instance stttt-app-3");
    expect(readFileSync(join(root, "bin/summary.md"), "utf8")).toContain("Instance stttt-app-3");
    expect(calls()).toContain("gh pr comment 17 --body-file reports/diff.md --edit-last --create-if-none");
  });

  test("looks at every stack for drift, writes no state, and names those that drifted (R1-41)", () => {
    const flags = "--preview-only --expect-no-changes --diff --non-interactive";
    expect(runJob("drift").map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(calls().filter((call) => /^(pulumi refresh|npx province env)/.test(call))).toEqual([
      "npx province env",
      ...["platform", "project-stttt"].flatMap((stack) => [
        "npx province env platform",
        `pulumi refresh --stack ${stack} ${flags}`,
      ]),
      ...["stttt", "organization/x/15061"].flatMap((stack) => [
        "npx province env agency",
        `pulumi refresh --stack ${stack} ${flags}`,
      ]),
    ]);
    expect(runJob("drift", { DRIFT: "stttt" }).at(-1)).toMatchObject({ status: 1, out: "drifted: stttt\n" });
  });
});

describe("docs/ci/gitlab-ci.yml", LONG, () => {
  const runJob = (name: string, more: Record<string, string> = {}) => {
    const lines = (part: keyof GitlabJob): string[] => gitlab[name]?.[part] ?? gitlab[".province"]?.[part] ?? [];
    const env = { CI_MERGE_REQUEST_DIFF_BASE_SHA: base, OS_CLOUD: "province", ...more };
    // GitLab joins the lines of a job and its before_script to one script; after_script is one of its own.
    const main = shell([...lines("before_script"), ...lines("script")].join("\n"), env);
    const after = lines("after_script");
    return after.length === 0 ? [main] : [main, shell(after.join("\n"), env)];
  };

  test("has the jobs that are tested here, and no other", () => {
    const jobs = Object.keys(gitlab).filter((name) => name !== "stages" && !name.startsWith("."));
    expect(jobs).toEqual(["check", "diff", "drift"]);
  });

  test("checks, and leaves code quality and JUnit, also where a policy is violated", () => {
    const [passing] = runJob("check");
    expect(passing?.status, passing?.out).toBe(0);
    expect(JSON.parse(report("code-quality.json"))).toBeInstanceOf(Array);
    const userData = join(root, "stacks/province/cloud-init/app.yaml");
    const before = readFileSync(userData, "utf8");
    writeFileSync(userData, `${before}password: correct-horse\n`);
    try {
      expect(runJob("check")).toMatchObject([{ status: 1 }]);
      expect(report("code-quality.json")).toContain('"check_name": "CMP-06"');
      expect(report("check.xml")).toContain("<failure");
    } finally {
      writeFileSync(userData, before);
    }
  });

  test("compares, and leaves the comparison", () => {
    const [main, after] = runJob("diff");
    expect(main?.status).toBe(0);
    expect(after?.out).toContain("Instance stttt-app-3");
  });

  test("looks at every stack for drift, and names those that drifted (R1-41)", () => {
    expect(runJob("drift")).toMatchObject([{ status: 0 }]);
    expect(calls().filter((call) => call.startsWith("pulumi refresh"))).toHaveLength(4);
    const [drifted] = runJob("drift", { DRIFT: "stttt" });
    expect(drifted).toMatchObject({ status: 1 });
    expect(drifted?.out).toContain("drifted: stttt");
    expect(runJob("drift", { DRIFT: "platform" })[0]?.out).toContain("drifted: platform");
  });
});
