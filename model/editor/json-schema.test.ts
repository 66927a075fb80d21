import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { readCatalogues } from "../load.ts";
import { jsonSchemas } from "./json-schema.ts";

const folder = join(REPOSITORY, "stacks/schema");
const schemas = jsonSchemas(readCatalogues(REPOSITORY));

describe("stacks/schema/", () => {
  test("holds these schemas and no others", () => {
    expect(readdirSync(folder).toSorted()).toEqual([...schemas.keys()].toSorted());
  });

  test.each([...schemas.keys()])("%s is fresh", (name) => {
    expect(readFileSync(join(folder, name), "utf8"), "refresh with: npx node model/editor/write-json-schemas.ts").toBe(
      schemas.get(name),
    );
  });

  test.each([...schemas.keys()])("%s describes every key, and refuses unknown ones", (name) => {
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      const { properties, additionalProperties } = node as { properties?: object; additionalProperties?: unknown };
      for (const [key, value] of Object.entries(properties ?? {})) {
        expect(value, `${path}.${key}`).toHaveProperty("description", expect.stringMatching(/.{3}/));
      }
      if (properties) expect(additionalProperties, path).toBe(false);
      for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`);
    };
    visit(JSON.parse(schemas.get(name) ?? "{}"), name);
  });

  test("says nothing of our own metadata", () => {
    for (const text of schemas.values()) expect(text).not.toMatch(/"(vi|otherwise|catalogue)":/);
  });

  test("lets an editor choose among the names of the catalogues, in Vietnamese too", () => {
    const english = JSON.parse(schemas.get("agency.schema.json") ?? "") as {
      properties: Record<string, { enum?: string[]; description?: string }>;
    };
    expect(english.properties["dataCentre"]?.enum).toEqual(["dc-a", "dc-b"]);
    expect(schemas.get("agency.vi.schema.json")).toContain("Trung tâm dữ liệu đặt hệ thống. Mặc định: ");
  });

  test("is named by the first line of every file in stacks/", () => {
    for (const path of [
      "province.yaml",
      ...["agencies", "province"].flatMap((name) =>
        readdirSync(join(REPOSITORY, "stacks", name))
          .filter((file) => file.endsWith(".yaml"))
          .map((file) => `${name}/${file}`),
      ),
    ]) {
      const first = readFileSync(join(REPOSITORY, "stacks", path), "utf8").split("\n")[0];
      const [, schema] = /^# yaml-language-server: \$schema=(.*)$/.exec(first ?? "") ?? [];
      expect(schemas.has(schema?.split("/").at(-1) ?? ""), path).toBe(true);
    }
  });
});
