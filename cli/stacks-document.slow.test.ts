import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runProvince } from "../tests/province-command.ts";
import { REPOSITORY } from "../tests/sources-with.ts";

interface Document {
  stacks: {
    name: string;
    counts: { resources: number };
    resources?: { urn: string; type: string; name: string; parent: string | null; inputs: object }[];
    findings: { policy: string; stack: string; place: object }[];
  }[];
  problems: object[];
}

const folder = mkdtempSync(join(tmpdir(), "document-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...argv: string[]) => runProvince(REPOSITORY, ...argv);
const parse = (text: string): Document => JSON.parse(text) as Document;
const indented = (text: string): string => `${JSON.stringify(JSON.parse(text), null, 2)}\n`;

test("`plan --json` and `check --json` are the same bytes, and every stack has its resources and findings", async () => {
  const plan = await run("plan", "stttt", "15061", "--json");
  const check = await run("check", "stttt", "15061", "--json");
  expect(check.out).toBe(plan.out);
  expect(plan.out).toBe(indented(plan.out));
  const { stacks, problems } = parse(plan.out);
  expect(stacks.map(({ name }) => name)).toEqual(["stttt", "15061"]);
  expect(problems).toEqual([]);
  for (const { resources = [], counts, findings } of stacks) {
    // The stack itself is among them, and not counted.
    expect(resources).toHaveLength(counts.resources + 1);
    expect(Object.keys(resources[0] ?? {}).slice(0, 5)).toEqual(["urn", "type", "name", "parent", "inputs"]);
    expect(findings).toBeInstanceOf(Array);
  }
  expect(plan.out).toContain('"password": "[secret]"');
  expect(plan.out).not.toMatch(/"password": "(?!\[secret\]|04da6b54)/);
});

test("a document is the same bytes from any number of workers, whatever the order of what is named", async () => {
  const codes = ["platform", "snv", "stc", "15061", "389", "14758"];
  const [alone, workers] = [
    await run("check", "--json", ...codes),
    await run("check", "--json", "--jobs", "2", ...codes),
  ];
  expect(workers.out).toBe(alone.out);
  const reversed = parse((await run("check", "--json", ...codes.toReversed())).out);
  expect(reversed.stacks.toReversed()).toEqual(parse(alone.out).stacks);
  expect(parse((await run("plan", "--json", "snv", "snv")).out).stacks).toHaveLength(1);
});

test("without resources the verdicts are the same", async () => {
  const bare = await run("check", "stttt", "--json", "--no-resources");
  const whole = parse((await run("check", "stttt", "--json")).out);
  expect(parse(bare.out)).toEqual({
    ...whole,
    stacks: whole.stacks.map(({ resources: _resources, ...stack }) => stack),
  });
  expect(bare.out).toBe(indented(bare.out));
});

test("a file has the same bytes, and nothing is left beside it", async () => {
  const file = join(folder, "check.json");
  const { out } = await run("check", "15061", "--json", "--output", file);
  expect(out).toMatch(/^1 stack, \d+ resources: .*\n.*check\.json written\n$/);
  expect(readFileSync(file, "utf8")).toBe((await run("check", "15061", "--json")).out);
  expect(readdirSync(folder)).toEqual(["check.json"]);
});

test("a stack that is none ends with code 2 before a byte is written", async () => {
  const { out, err, code } = await run("plan", "sttt", "--json");
  expect([out, code]).toEqual(["", 2]);
  expect(err).toContain("Did you mean stttt?");
});
