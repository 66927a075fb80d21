import { expect, test } from "vitest";
import { ratiosOf, ratioTable, timePairs, turns, type Pair, type Round, type Tool } from "./pairs.ts";

const round = (up: number, unchanged: number, destroy: number): Round => ({
  up,
  "nothing changed": unchanged,
  destroy,
});

test("the tools take turns to go first", () => {
  expect(turns(3)).toEqual([
    ["Pulumi", "Terraform"],
    ["Terraform", "Pulumi"],
    ["Pulumi", "Terraform"],
  ]);
});

test("rounds run one after the other, and each time stands with its tool", async () => {
  const log: string[] = [];
  const rounds = (tool: Tool, seconds: number) => async () => {
    log.push(`${tool} begins`);
    await new Promise(setImmediate);
    log.push(`${tool} ends`);
    return round(seconds, seconds, seconds);
  };
  const pairs = await timePairs(2, { Pulumi: rounds("Pulumi", 1), Terraform: rounds("Terraform", 2) });
  expect(log).toEqual(
    ["Pulumi", "Terraform", "Terraform", "Pulumi"].flatMap((tool) => [`${tool} begins`, `${tool} ends`]),
  );
  expect(pairs.map(({ Pulumi, Terraform }) => [Pulumi.up, Terraform.up])).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

const pairs: Pair[] = [
  { Pulumi: round(50, 4, 20), Terraform: round(100, 2, 20) },
  { Pulumi: round(90, 6, 30), Terraform: round(100, 2, 20) },
  { Pulumi: round(60, 5, 10), Terraform: round(50, 2, 20) },
];

test("a ratio is of the two of one pair", () => {
  expect(ratiosOf(pairs)).toEqual([
    { phase: "up", minimum: 0.5, median: 0.9, maximum: 1.2, seconds: { Pulumi: 60, Terraform: 100 } },
    { phase: "nothing changed", minimum: 2, median: 2.5, maximum: 3, seconds: { Pulumi: 5, Terraform: 2 } },
    { phase: "destroy", minimum: 0.5, median: 1, maximum: 1.5, seconds: { Pulumi: 20, Terraform: 20 } },
  ]);
});

test("the table has a line for each phase", () => {
  const lines = ratioTable(ratiosOf(pairs)).split("\n");
  const cells = lines.filter((line) => line.startsWith("│")).map((line) => line.split("│").map((cell) => cell.trim()));
  expect(cells.map((row) => row.slice(1, -1))).toEqual([
    ["phase", "Pulumi, median", "Terraform, median", "ratio: minimum", "median", "maximum"],
    ["up", "60.0 s", "100.0 s", "0.50", "0.90", "1.20"],
    ["nothing changed", "5.0 s", "2.0 s", "2.00", "2.50", "3.00"],
    ["destroy", "20.0 s", "20.0 s", "0.50", "1.00", "1.50"],
  ]);
});
