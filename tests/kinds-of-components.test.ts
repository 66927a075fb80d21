import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordResources } from "../components/testing/record-resources.ts";
import { previewStacks } from "../infra/preview-stacks.ts";
import { PLATFORM_STACK, projectStack } from "../infra/stack-names.ts";
import { kinds } from "../openstack/kinds/kind.ts";

const components = join(import.meta.dirname, "..", "components");

/** Types of @pulumi/openstack among resources that a provider makes; a provider itself is none. */
const openstackTypes = (resources: readonly { type: string; custom: boolean }[]): string[] =>
  resources.filter(({ custom, type }) => custom && type.startsWith("openstack:")).map(({ type }) => type);

const isKnown = (type: string): boolean => kinds.has(type);

test("every kind that a component makes can be looked for, or need not be", async () => {
  const folders = readdirSync(components, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "testing")
    .map(({ name }) => name);
  const { resources } = await recordResources(async () => {
    // A module of its own: an example registers its resources while it is being loaded, and others load it too.
    for (const folder of folders) await import(`${join(components, folder, "example.ts")}?kinds`);
  });
  const types = [...new Set(openstackTypes(resources))];
  expect(types.length).toBeGreaterThan(15);
  expect(types.filter((type) => !isKnown(type))).toEqual([]);
});

test("so can every kind that the stacks of the example make", async () => {
  const plans = await previewStacks([PLATFORM_STACK, projectStack("stttt"), "stttt", "vpubnd"]);
  const types = [...new Set(plans.flatMap((plan) => openstackTypes(plan.resources)))];
  expect(types.length).toBeGreaterThan(10);
  expect(types.filter((type) => !isKnown(type))).toEqual([]);
});

test("no kind of a component is created in a way that this list has forgotten", async () => {
  // What the sources name is held against the table too: an example need not use every option of its component.
  const root = join(components, "..");
  const sources = ["components", "infra"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => join(root, folder, file)),
  );
  const named = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/new openstack\.(\w+)\.(\w+)\(/g)].map(
      ([, module, name = ""]) => `openstack:${module}/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`,
    ),
  );
  expect(new Set(named).size).toBeGreaterThan(20);
  expect([...new Set(named)].filter((type) => !isKnown(type))).toEqual([]);
});
