import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { stacksCopy } from "../../tests/stacks-copy.ts";
import type { ProvinceDiff } from "../diff/province-diff.ts";

const STTTT = "stacks/agencies/stttt.yaml";

const copy = stacksCopy();
const { git, province } = copy;
function commit(tag: string): void {
  git("add", "-A");
  git("commit", "-q", "-m", tag);
  git("tag", tag);
}
async function diffOf(...args: string[]): Promise<ProvinceDiff & { exit: number }> {
  const { out, err, code } = await province("diff", ...args, "--json");
  expect(err).toBe("");
  return { ...(JSON.parse(out) as ProvinceDiff), exit: code };
}

beforeEach(() => {
  rmSync(join(copy.root, "stacks/images"), { recursive: true });
  git("init", "-q");
  commit("base");
});

// Each run plans both sides in processes of their own, which takes its time on a busy machine.
describe("province diff", { timeout: 240_000 }, () => {
  test("plans nothing when nothing changes, and leaves no folder behind", async () => {
    // A folder of its own for what is temporary: other tests run at the same time and write into the shared one.
    const temporary = mkdtempSync(join(tmpdir(), "province-temporary-"));
    onTestFinished(() => rmSync(temporary, { recursive: true }));
    vi.stubEnv("TMPDIR", temporary);
    appendFileSync(join(copy.root, STTTT), "# a comment changes nothing\n");
    const { out, code } = await province("diff", "base..");
    expect(out).toMatch(/^base → the work tree: nothing changes \(0 of \d+ stacks planned\)\n$/);
    expect(code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("tells what an agency's change makes, between commits and in the work tree, and plans no other agency", async () => {
    copy.replace(STTTT, "replicas: 2", "replicas: 3");
    const inTree = await diffOf("base..");
    const [stttt] = inTree.changes.filter(({ stack }) => stack === "stttt");
    expect(inTree.changes.map(({ stack }) => stack)).not.toContain("15061");
    expect(inTree.stacks.planned).toBeLessThanOrEqual(2);
    expect(stttt?.added.map(({ name }) => name).toSorted()).toEqual(["stttt-app-3", "stttt-app-3", "stttt-app-3"]);
    expect(stttt).toMatchObject({ status: "changed", changed: [], removed: [], newFindings: [], destructive: [] });
    expect(inTree.exit).toBe(0);
    commit("more");
    const { changes } = await diffOf("base..more");
    expect(changes).toEqual(inTree.changes);
  });

  test("ends with code 1 on a new mandatory violation, and tells when one is resolved", async () => {
    appendFileSync(join(copy.root, "stacks/province/cloud-init/db.yaml"), "password: correct-horse\n");
    commit("worse");
    const worse = await diffOf("base..worse", "stttt");
    const stttt = worse.changes.find(({ stack }) => stack === "stttt");
    expect(stttt?.newFindings).toMatchObject([
      { policy: "CMP-06", level: "mandatory", place: { file: STTTT, line: expect.any(Number) as number } },
    ]);
    expect(worse.exit).toBe(1);
    const better = await diffOf("worse..base", "stttt");
    expect(better.changes.find(({ stack }) => stack === "stttt")?.resolvedFindings).toHaveLength(1);
    expect(better.exit).toBe(0);
  });

  test("knows at which stage a system stood before", async () => {
    copy.replace(STTTT, "stage: dual-stack", "stage: design");
    commit("designed");
    copy.replace(STTTT, "stage: design", "stage: dual-stack");
    commit("built");
    const leap = await diffOf("designed..built", "stttt");
    const line =
      copy
        .read(STTTT)
        .split("\n")
        .findIndex((text) => text.startsWith("stage:")) + 1;
    expect(leap.changes[0]?.newFindings).toMatchObject([
      { policy: "LIF-01", level: "mandatory", place: { file: STTTT, line } },
    ]);
    expect(leap.changes[0]?.newFindings[0]?.message).toContain("goes from stage design to dual-stack");
    expect(leap.exit).toBe(1);
    const back = await diffOf("built..designed", "stttt");
    expect(back.changes[0]?.newFindings).toEqual([]);
    expect(back.exit).toBe(0);
  });

  test("ends with code 2 on faults of the changed side, with their place, and on revisions that are none", async () => {
    copy.replace(STTTT, "kind:", "kin:");
    const { err, code } = await province("diff", "base..");
    expect(err).toContain("stacks/ of the work tree:\n");
    expect(err).toContain(`${STTTT}:4:1: `);
    expect(code).toBe(2);
    for (const args of [["nowhere.."], ["base..nowhere"], ["..base"], ["--output=x"], ["base..base", "nobody"]]) {
      expect(await province("diff", ...args)).toMatchObject({ code: 2 });
    }
  });

  test("writes a comment for a pull request since the two parted", async () => {
    copy.replace(STTTT, "replicas: 2", "replicas: 3");
    commit("branch");
    const file = join(copy.root, "out/diff.md");
    const { code } = await province("diff", "base...branch", "--format", "markdown", "--output", file);
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(
      /^### ✅ What changes from `base` to `branch`\n[^]*- `Instance stttt-app-3`/,
    );
  });

  test("says that code was not compared, and with --code plans the base with its own", async () => {
    const folders = [
      "address-plan",
      "cli",
      "components",
      "engine",
      "infra",
      "local-cloud",
      "model",
      "openstack",
      "policies",
      "verify",
    ];
    for (const folder of [...folders, "package.json", "package-lock.json"]) {
      cpSync(join(REPOSITORY, folder), join(copy.root, folder), { recursive: true });
    }
    copy.replace("infra/tenant/tags.ts", 'system: "tenant"', 'system: "older"');
    commit("older");
    copy.replace("infra/tenant/tags.ts", 'system: "older"', 'system: "tenant"');
    commit("newer");
    const { out, code } = await province("diff", "older..newer");
    expect(out).toMatch(/older → newer: nothing changes.*\n.*only stacks\/ were compared/);
    expect(code).toBe(0);
    const { out: text } = await province("diff", "older..newer", "stttt", "--code", "--all");
    expect(text).toMatch(/Network stttt-app: tags -system:older \+system:tenant\n/);
    expect(existsSync(join(copy.root, "node_modules"))).toBe(false);
  });
});
