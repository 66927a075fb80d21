import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { judgedStacks } from "../judged-stacks.ts";
import { planTree } from "./plan-tree.ts";

const tree = async (stack: string): Promise<string[]> => {
  const [judged] = await judgedStacks([stack]);
  if (judged === undefined) throw new Error(`no stack ${stack}`);
  return stripVTControlCharacters(planTree(judged)).split("\n");
};

test("what a component alone is made of stands in its line, with the addresses of its ports", async () => {
  const lines = await tree("stttt");
  const line = lines.find((each) => each.includes("ServerTemplate stttt-web-1"));
  expect(line).toMatch(/stttt-web-1 {2}10\.96\.32\.2 {2}3fff:38:60:2000::10:2 {2}\(Instance, Port\)$/);
  expect(lines.some((each) => /DualStackNetwork stttt-app {2}\(Network, 2 RouterInterface\)$/.test(each))).toBe(true);
});

test("rules that several groups share stand once, with the groups' names; each group says how many", async () => {
  const lines = await tree("stttt");
  const start = lines.findIndex((line) => line.endsWith("Shared rules stttt-app, stttt-db, stttt-dmz"));
  const shared = lines.slice(start + 1).map((line) => line.replace(/^[ │├└─]+/, ""));
  expect(shared).toHaveLength(5);
  for (const rule of shared) expect(lines.filter((line) => line.endsWith(rule))).toHaveLength(1);
  expect(lines.filter((line) => line.endsWith("and 5 shared with others, below"))).toHaveLength(3);
});

test("a stack whose groups share nothing has no such part", async () => {
  expect((await tree("platform")).join("\n")).not.toContain("Shared rules");
});
