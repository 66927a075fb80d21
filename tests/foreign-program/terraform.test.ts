import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judge } from "../../policies/judge.ts";
import { readResources } from "../../policies/readers/read-resources.ts";

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/** What is found in a plan, by the name that `nameOf` makes of the address that stands for one. */
function verdicts(plan: string, nameOf: (address: string) => string | undefined) {
  const { kind, resources } = readResources(read(plan), "plan.json");
  expect(kind).toBe("terraform plan");
  return judge(resources, {}).findings.map(({ policy, level, resource }) => ({
    policy,
    level,
    name: nameOf(resource.split("::").at(-1) ?? ""),
  }));
}

// terraform/plan.json is a real plan of terraform/main.tf, the program of resources.ts in Terraform's words.
test("a Terraform plan of the same program gets the same verdicts", () => {
  // Terraform puts the module before the name.
  const found = verdicts("terraform/plan.json", (address) => address.split(".").at(-1));
  expect(found).toEqual(JSON.parse(read("expected.json")));
});

// terraform-loops/plan.json is a real plan too; its program says which fault is where.
test("loops, modules in loops, generated blocks and younger resources are read as they are meant", () => {
  const found = verdicts("terraform-loops/plan.json", (address) => address);
  expect(found).toEqual(JSON.parse(read("terraform-loops/expected.json")));
});
