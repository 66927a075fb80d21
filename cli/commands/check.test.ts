import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stacksCopy } from "../../tests/stacks-copy.ts";

const copy = stacksCopy();
const { province } = copy;

describe("province check", () => {
  test("says that stacks pass", async () => {
    const { out, code } = await province("check", "stttt", "15061");
    expect(out).toMatch(/2 stacks, \d+ resources: ✓ every policy passes/);
    expect(code).toBe(0);
  });

  test("names files that a reform has made dead, and what an agency grants itself", async () => {
    appendFileSync(join(copy.root, "stacks/agencies/snv.yaml"), "code: snv\nquotas: { instances: 20 }\n");
    appendFileSync(join(copy.root, "stacks/agencies/stc.yaml"), "code: stc\nquotas: { instances: 20 }\n");
    const about = ["check", "snv", "--as-of", "2025-07-01"];
    const { out, code } = await province(...about);
    expect(out.slice(out.indexOf("To know"))).toBe(
      [
        "To know",
        "  stacks/agencies/snv.yaml:2:22: the agency raises its quota instances to 20; that of its kind is 16",
        "  stacks/agencies/stttt.yaml:2:7: unit `stttt` ended on 2025-02-28: this file is not used",
        "      what should go on belongs in skhcn.yaml",
        "",
      ].join("\n"),
    );
    expect(code).toBe(0);
    for (const more of [[], ["--no-resources"]]) {
      const json = await province(...about, "--json", ...more);
      expect(JSON.parse(json.out)).toMatchObject({
        problems: [],
        notes: [
          { file: "stacks/agencies/snv.yaml", line: 2, column: 22, key: "quotas.instances" },
          { file: "stacks/agencies/stttt.yaml", line: 2, column: 7, hint: "what should go on belongs in skhcn.yaml" },
        ],
      });
    }
  });

  test("points at the key of a violation and ends with code 1", async () => {
    appendFileSync(join(copy.root, "stacks/province/cloud-init/app.yaml"), "password: correct-horse\n");
    const { out, code } = await province("check", "stttt", "15061");
    expect(out).toMatch(/^2 stacks, \d+ resources: ✗ 3 mandatory in 2 stacks\n/);
    expect(out).toMatch(/✗ CMP-06 Instance "stttt-app-1".*\n +stacks\/agencies\/stttt\.yaml:11:3 {2}stttt-app-1\n/);
    // This file names no server: its code stands for all that the standard gives.
    const lines = readFileSync(join(copy.root, "stacks/agencies/15061.yaml"), "utf8").split("\n");
    const code15061 = lines.findIndex((line) => line.startsWith("code:")) + 1;
    expect(code15061).toBeGreaterThan(0);
    expect(out).toContain(`\n      stacks/agencies/15061.yaml:${code15061}:1  15061-app-1\n`);
    expect(out).not.toContain("correct-horse");
    expect(code).toBe(1);
    const json = await province("check", "stttt", "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      stacks: [{ name: "stttt", findings: [{ policy: "CMP-06", place: { line: 11 } }, { place: { line: 11 } }] }],
    });
    expect(json.code).toBe(1);
  });

  test.each([
    ["json", '"file": "stacks/agencies/stttt.yaml"'],
    ["sarif", '"ruleId": "INPUT"'],
    ["junit", "<error message="],
    ["github", "::error file=stacks/agencies/stttt.yaml,line=3,col=1,"],
    ["gitlab", '"severity": "blocker"'],
  ])("tells faults of stacks/ as %s, with exit code 2", async (format, expected) => {
    copy.replace("stacks/agencies/stttt.yaml", "name:", "nam:");
    const { out, err, code } = await province("check", "--format", format);
    expect(out).toContain(expected);
    expect(err).toContain("stacks/agencies/stttt.yaml:3:1: ");
    expect(code).toBe(2);
  });

  test("writes a report all or nothing, in a folder that it makes", async () => {
    const file = join(copy.root, "reports/check.sarif");
    const { out, code } = await province("check", "15061", "--format", "sarif", "--output", file);
    expect(code).toBe(0);
    expect(out).toMatch(/^1 stack, .*\n.*check\.sarif written\n$/);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: "2.1.0" });
    expect(readdirSync(join(copy.root, "reports"))).toEqual(["check.sarif"]);
  });

  test("leaves no half of a report where it can't write", async () => {
    const { err, code } = await province("check", "15061", "--output", join(copy.root, "stacks"));
    expect(err).toContain("can't be written");
    expect(code).toBe(2);
    expect(readdirSync(copy.root)).toEqual(["stacks"]);
    expect(existsSync(join(copy.root, "stacks/province.yaml"))).toBe(true);
  });

  test("refuses an unknown format with the known ones", async () => {
    const { err, code } = await province("check", "--format", "xml");
    expect(err).toContain("table, json, sarif, junit, github, gitlab");
    expect(code).toBe(2);
  });
});
