import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ADDRESS_RULES } from "../address-plan/rules/rules.ts";
import { allPolicies } from "./all.ts";
import { examplesOf, filesOf } from "./examples/examples-of.ts";
import { AREAS, POLICY_IDS } from "./ids.ts";
import { pulumiName } from "./level.ts";
import type { Text } from "./messages/text.ts";
import { REQUIREMENTS } from "./pages/page.ts";

const FOLDER = import.meta.dirname;
/** What is said, in each language. */
const words = (said: string | Text): string[] => Object.values(said);
const RULES = join(FOLDER, "rules");

test("all policies of the catalogue are here, each once, sorted by id", () => {
  expect(allPolicies.map((policy) => policy.id)).toEqual(POLICY_IDS);
});

test("names are unique, and fit what Pulumi takes", () => {
  const names = allPolicies.map(pulumiName);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]{2,3}-\d\d(-[a-z0-9]+)+$/);
});

test.each(allPolicies.map((policy) => [policy.id, policy] as const))(
  "%s has a file of its own, a test and examples beside it, a reason, sources and whom it serves",
  async (_, policy) => {
    expect(existsSync(filesOf(policy).rule)).toBe(true);
    expect(existsSync(filesOf(policy).test)).toBe(true);
    expect(await examplesOf(policy)).toBeDefined();
    for (const why of words(policy.why)) expect(why).toMatch(/^\p{Lu}.{30,}\.$/u);
    for (const list of [policy.serves, policy.source]) {
      expect(list.length).toBeGreaterThan(0);
      for (const entry of list) expect(entry).toMatch(/\S/);
      // Papers of the project are no source: what they rest on is.
      for (const entry of list) expect(entry).not.toMatch(/\bdomain [a-d]\b/i);
    }
    for (const title of words(policy.title)) expect(title).toMatch(/^\p{Lu}.*[^.]$/u);
    for (const fix of words(policy.fix)) expect(fix).toMatch(/^\p{Ll}.*[^.]$/u);
  },
);

test.each(allPolicies.map((policy) => [policy.id, policy] as const))(
  "the test of %s holds an exact message and a case with unknown values",
  (_, policy) => {
    const text = readFileSync(filesOf(policy).test, "utf8");
    expect(text).toContain(`; ${policy.id} wants `);
    expect(text).toMatch(/UNKNOWN|blind\(/);
  },
);

test("what a policy serves by an id is a requirement of the plans or a rule of the address plan", () => {
  const known = new Set([...Object.keys(REQUIREMENTS), ...Object.keys(ADDRESS_RULES)]);
  const named = allPolicies.flatMap(({ id, serves }) =>
    serves.filter((entry) => /^[A-Z]+\d*-\d/.test(entry)).map((entry) => ({ id, entry })),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ entry }) => !known.has(entry))).toEqual([]);
});

test("the requirements are numbered without a gap, and each has a title of its own", () => {
  const numbers = (plan: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${plan}-${String(index + 1).padStart(2, "0")}`);
  expect(Object.keys(REQUIREMENTS)).toEqual([...numbers("R1", 50), ...numbers("R2", 41)]);
  for (const language of ["en", "vi"] as const) {
    const titles = Object.values(REQUIREMENTS).map((title) => title[language]);
    expect(new Set(titles).size).toBe(titles.length);
  }
});

test("a policy that repairs is of level remediate, and the other way round", () => {
  for (const policy of allPolicies) {
    const repairs = policy.kind === "resource" && typeof policy.remediate === "function";
    expect([policy.id, repairs]).toEqual([policy.id, policy.level === "remediate"]);
  }
});

test("no policy file is forgotten", () => {
  const listed = new Set(allPolicies.map((policy) => filesOf(policy).rule));
  for (const { folder } of Object.values(AREAS)) {
    for (const file of readdirSync(join(RULES, folder)).filter((name) => /^[\w-]+\.ts$/.test(name))) {
      const text = readFileSync(join(RULES, folder, file), "utf8");
      if (/: (Resource|Stack)Policy = \{/.test(text)) expect(listed).toContain(join(RULES, folder, file));
    }
  }
});

test("policies import nothing of the model, the address plan or the components", () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  for (const file of files) {
    const text = readFileSync(join(FOLDER, file), "utf8");
    const outside = [...text.matchAll(/from "((?:\.\.\/)+[^"]*)"/g)].map((match) =>
      join(FOLDER, file, "..", match[1]!),
    );
    for (const target of outside) {
      const allowed = target.startsWith(FOLDER) || file.endsWith(".test.ts");
      expect([file, target, allowed]).toEqual([file, target, true]);
    }
  }
});
