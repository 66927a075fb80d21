import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { POLICY_IDS } from "../ids.ts";

const page = readFileSync(new URL("../../docs/policies-and-peers.md", import.meta.url), "utf8");

/** Rows of the tables: a check of a peer, how it is here, by which policies, and why. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => {
    const [check = "", state = "", policies = "", why = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return { check, state, policies: policies.split(", ").filter((id) => id !== ""), why };
  });

test("every policy that the page names is there", () => {
  const named = new Set(page.match(/\b[A-Z][A-Z\d]{1,2}-\d\d\b/g));
  expect(named.size).toBeGreaterThan(30);
  expect([...named].filter((id) => !POLICY_IDS.includes(id))).toEqual([]);
});

test("each check stands there once, with a state that the page explains", () => {
  const checks = rows.map(({ check }) => check);
  expect(checks.filter((check, index) => checks.indexOf(check) !== index)).toEqual([]);
  const states = new Set(rows.map(({ state }) => state));
  expect([...states].toSorted()).toEqual(["covered", "not", "not applicable", "partly"]);
  for (const state of states) expect(page).toContain(`- **${state}**:`);
});

test("what is covered names a policy, what is partly covered also says what is left, what is not applicable says why", () => {
  const faults = rows.filter(
    ({ state, policies, why }) =>
      (policies.length === 0 && (state === "covered" || state === "partly")) ||
      (why === "" && (state === "partly" || state === "not applicable")),
  );
  expect(faults).toEqual([]);
});

test("the lists are whole", () => {
  const count = (heading: string) =>
    page
      .split(`\n## ${heading}\n`)[1]!
      .split("\n## ")[0]!
      .split("\n")
      .filter((line) => line.startsWith("| `")).length;
  expect(["Prowler", "cnspec", "Checkov"].map(count)).toEqual([34, 36, 5]);
  expect(rows).toHaveLength(34 + 36 + 5 + count("SCS"));
});
