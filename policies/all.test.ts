import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allPolicies } from "./all.ts";
import { pulumiName } from "./level.ts";

const FOLDER = import.meta.dirname;
const AREAS: Record<string, string> = {
  NET: "network",
  RTR: "router",
  PRT: "port",
  SEC: "security-group",
  CMP: "server",
  FIP: "floating-ip",
  TAG: "tags",
  V6O: "v6-only",
};
const fileOf = (policy: { id: string; slug: string }) =>
  join(FOLDER, AREAS[policy.id.slice(0, 3)] ?? "", `${policy.slug}.ts`);

test("the catalogue's policies of these areas are all here, sorted by id", () => {
  const numbers = (prefix: string, list: readonly number[]) =>
    list.map((n) => `${prefix}-${String(n).padStart(2, "0")}`);
  const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
  expect(allPolicies.map((policy) => policy.id)).toEqual([
    ...numbers("CMP", upTo(6)),
    "FIP-01",
    ...numbers("NET", upTo(12)),
    ...numbers("PRT", upTo(3)),
    "RTR-01",
    "RTR-02",
    ...numbers("SEC", [...upTo(9), 11]),
    "TAG-01",
    "V6O-01",
  ]);
});

test("names are unique, and fit what Pulumi takes", () => {
  const names = allPolicies.map(pulumiName);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]{3}-\d\d(-[a-z0-9]+)+$/);
});

test.each(allPolicies.map((policy) => [policy.id, policy] as const))(
  "%s has a file of its own, a test beside it, sources and whom it serves",
  (_, policy) => {
    expect(existsSync(fileOf(policy))).toBe(true);
    expect(existsSync(fileOf(policy).replace(/\.ts$/, ".test.ts"))).toBe(true);
    for (const list of [policy.serves, policy.source]) {
      expect(list.length).toBeGreaterThan(0);
      for (const entry of list) expect(entry.trim()).not.toBe("");
    }
    expect(policy.title).toMatch(/^[A-Z].*[^.]$/);
    expect(policy.fix).toMatch(/^[a-z].*[^.]$/);
  },
);

test.each(allPolicies.map((policy) => [policy.id, policy] as const))(
  "the test of %s holds an exact message and a case with unknown values",
  (_, policy) => {
    const text = readFileSync(fileOf(policy).replace(/\.ts$/, ".test.ts"), "utf8");
    expect(text).toContain(`; ${policy.id} wants `);
    expect(text).toMatch(/UNKNOWN|blind\(/);
  },
);

test("a policy that repairs is of level remediate, and the other way round", () => {
  for (const policy of allPolicies) {
    const repairs = policy.kind === "resource" && typeof policy.remediate === "function";
    expect([policy.id, repairs]).toEqual([policy.id, policy.level === "remediate"]);
  }
});

test("no policy file is forgotten", () => {
  const listed = new Set(allPolicies.map(fileOf));
  for (const area of Object.values(AREAS)) {
    for (const file of readdirSync(join(FOLDER, area)).filter((name) => /^[\w-]+\.ts$/.test(name))) {
      const text = readFileSync(join(FOLDER, area, file), "utf8");
      if (/: (Resource|Stack)Policy = \{/.test(text)) expect(listed).toContain(join(FOLDER, area, file));
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
