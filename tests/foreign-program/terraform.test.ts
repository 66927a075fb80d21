import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judge } from "../../policies/judge.ts";
import { readResources } from "../../policies/readers/read-resources.ts";

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

// terraform/plan.json is a real plan of terraform/main.tf, the program of resources.ts in Terraform's words.
test("a Terraform plan of the same program gets the same verdicts", () => {
  const { kind, resources } = readResources(read("terraform/plan.json"), "plan.json");
  const found = judge(resources, {}).findings.map(({ policy, level, resource }) => ({
    policy,
    level,
    // Terraform puts the module before the name.
    name: resource.split("::").at(-1)?.split(".").at(-1),
  }));
  expect(kind).toBe("terraform plan");
  expect(found).toEqual(JSON.parse(read("expected.json")));
});
