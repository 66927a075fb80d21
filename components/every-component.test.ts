import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { recordResources, type RecordedResource } from "./testing/record-resources.ts";

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "testing")
  .map(({ name }) => name)
  .toSorted();

/** Each example runs once per process: a module registers its resources while it is being loaded. */
const recordings = new Map<string, Promise<RecordedResource[]>>();
function exampleResources(folder: string): Promise<RecordedResource[]> {
  const known = recordings.get(folder);
  if (known !== undefined) return known;
  const recording = recordResources(async () => void (await import(join(here, folder, "example.ts")))).then(
    ({ resources }) => resources,
  );
  recordings.set(folder, recording);
  return recording;
}

const className = (folder: string): string =>
  folder
    .split("-")
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join("");

test("every component is exported, under the name of its folder", async () => {
  const components = await import("./index.ts");
  expect(
    Object.keys(components)
      .filter((name) => /^[A-Z]/.test(name))
      .toSorted(),
  ).toEqual(folders.map(className).toSorted());
});

test("docs/components.md lists every component with its README", () => {
  const docs = readFileSync(join(here, "..", "docs", "components.md"), "utf8");
  const listed = [
    ...docs.matchAll(/^\| \[(\w+)\]\(\.\.\/components\/([\w-]+)\/README\.md\) \| `provincial:[a-z]+:(\w+)` /gm),
  ];
  expect(listed.map(([, name, folder, token]) => `${folder} ${name} ${token}`).toSorted()).toEqual(
    folders.map((folder) => `${folder} ${className(folder)} ${className(folder)}`),
  );
});

describe.each(folders)("%s", (folder) => {
  test("its README shows the example that runs here", () => {
    const readme = readFileSync(join(here, folder, "README.md"), "utf8");
    const shown = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
    const example = readFileSync(join(here, folder, "example.ts"), "utf8");
    expect(shown, `copy components/${folder}/example.ts into its README`).toBe(example);
  });

  test("the example makes the component, with its own type token", async () => {
    const resources = await exampleResources(folder);
    const tokens = resources.filter(({ custom }) => !custom).map(({ type }) => type);
    expect(tokens).toContainEqual(expect.stringMatching(new RegExp(`^provincial:[a-z]+:${className(folder)}$`)));
  });

  test("every component registers its outputs and every resource has a component for parent", async () => {
    for (const { custom, name, outputsRegistered, parent, type } of await exampleResources(folder)) {
      if (custom) expect(parent, `${type} ${name}`).not.toBe("");
      else expect(outputsRegistered, `${type} ${name}`).toBe(true);
    }
  });

  test("no resource is named after an address", async () => {
    for (const { name } of await exampleResources(folder))
      expect(name).not.toMatch(/\d+\.\d+\.\d+|::|[0-9a-f]+:[0-9a-f]+:/);
  });

  test("children are named after their component, and tags are sorted", async () => {
    const resources = await exampleResources(folder);
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const { inputs, name, parent } of resources) {
      const component = byUrn.get(parent);
      if (component !== undefined)
        expect(name.startsWith(component.name), `${name} under ${component.name}`).toBe(true);
      const { tags } = inputs;
      if (Array.isArray(tags)) expect(tags).toEqual(tags.map(String).toSorted());
    }
  });

  test("every map of strings holds strings: the provider takes nothing else", async () => {
    for (const { inputs } of await exampleResources(folder)) {
      for (const key of ["metadata", "properties", "extraSpecs", "valueSpecs"]) {
        for (const value of Object.values(inputs[key] ?? {})) expect(value).toBeTypeOf("string");
      }
    }
  });

  test("no input is used that newer providers do not know", async () => {
    const gone: Record<string, string[]> = {
      "openstack:networking/subnet:Subnet": ["allocationPoolsCollection", "hostRoutes"],
      "openstack:networking/router:Router": ["externalGateway", "externalFixedIps", "distributed"],
      "openstack:compute/instance:Instance": ["accessIpV4", "accessIpV6", "floatingIp", "volumes"],
      "openstack:blockstorage/volume:Volume": ["multiattach"],
    };
    for (const { inputs, type } of await exampleResources(folder)) {
      for (const key of gone[type] ?? []) expect(inputs).not.toHaveProperty(key);
    }
  });
});
