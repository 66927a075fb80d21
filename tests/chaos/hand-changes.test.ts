import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { handChanges, type Mender } from "./hand-changes.ts";

const COMMANDS: Record<Mender, string> = {
  refresh: "`up --refresh`, `up --repair`",
  repair: "`up --repair`",
  person: "the command that `verify` names",
};

test("docs/proof.md has the table of the changes by hand, in the words of the code", () => {
  const page = readFileSync(new URL("../../docs/proof.md", import.meta.url), "utf8");
  const rows = handChanges.map(
    ({ name, seenAs, mendedBy, lost }) =>
      `| ${name} | ${seenAs} | ${COMMANDS[mendedBy]}${lost === true ? "; another in its place" : ""} |`,
  );
  const written = page.split("\n").filter((line) => / \| VER-\d\d \| (`up|the command)/.test(line));
  expect(written).toEqual(rows);
});

test("at least forty kinds of change are tried, each under a name of its own, and what goes by hand has its command", () => {
  expect(handChanges.length).toBeGreaterThanOrEqual(40);
  expect(new Set(handChanges.map(({ name }) => name)).size).toBe(handChanges.length);
  for (const { name, mendedBy, undo } of handChanges)
    expect([name, undo !== undefined]).toEqual([name, mendedBy === "person"]);
});
