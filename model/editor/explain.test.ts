import { describe, expect, test } from "vitest";
import { z } from "zod";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { alternativesOf, childOf, definitionOf, unwrap, type Schema } from "../files/schema-walk.ts";
import { readCatalogues } from "../load.ts";
import { DOCUMENTS } from "../schema/documents.ts";
import { explain, nearestKey } from "./explain.ts";

const catalogues = readCatalogues(REPOSITORY);

describe("explain", () => {
  test("tells type, default, allowed values and example of a key", () => {
    expect(explain("servers.web.zone", "en", catalogues)[0]).toMatchObject({
      file: "stacks/agencies/<code>.yaml",
      key: "servers.web.zone",
      description: "Zone in which the server stands.",
      type: "text",
      required: false,
      default: "the zone of its template",
      allowed: expect.arrayContaining(["dmz", "app"]),
      examples: ["dmz"],
    });
    expect(explain("servers.web.replicas", "vi")[0]).toMatchObject({
      type: "số nguyên từ 1 đến 14",
      default: "theo chuẩn, nếu không có thì là 1",
    });
  });

  test("steps over places in lists, written or not", () => {
    expect(explain("allow[0].services", "en")[0]?.description).toBe(explain("allow.services", "en")[0]?.description);
    expect(explain("allow.from.agency", "en")[0]?.required).toBe(true);
  });

  test("tells a key of each file that has it", () => {
    expect(explain("zones", "en").map(({ file }) => file)).toEqual([
      "stacks/agencies/<code>.yaml",
      "stacks/province/zones.yaml",
    ]);
    expect(explain("units.code", "en")).toHaveLength(1);
  });

  test("lists the keys below", () => {
    expect(
      explain("", "en")[0]
        ?.keys.filter(({ required }) => required)
        .map(({ key }) => key),
    ).toEqual(["code"]);
  });

  test("tells an entry of a map that may also be a list or left out", () => {
    expect(explain("zones.app.mode", "en")[0]).toMatchObject({ key: "zones.app.mode", default: "the agency's mode" });
    expect(explain("servers.web", "en")[0]).toMatchObject({
      required: false,
      description: expect.stringMatching(/^One server/),
    });
    expect(explain("zones.0", "en")[0]).toMatchObject({ type: "text" });
  });

  test("knows where a name stands that is given without the keys above it", () => {
    expect(nearestKey("replicas")).toBe("servers.<name>.replicas");
    expect(nearestKey("nat64")).toBe("environments.<name>.nat64");
    expect(explain("servers.<name>.replicas", "en")).toHaveLength(1);
  });

  test("knows no other keys, but the nearest", () => {
    expect(explain("server.web", "en")).toEqual([]);
    expect(nearestKey("server.web")).toBe("servers.web");
    expect(nearestKey("securityLevl")).toBe("securityLevel");
    expect(nearestKey("constructor")).toBeUndefined();
    expect(nearestKey("qqqqqq")).toBeUndefined();
  });
});

describe("the words about keys", () => {
  const keys = (schema: Schema, path: string): [string, Schema][] =>
    alternativesOf(schema).flatMap(({ schema: inner }): [string, Schema][] => {
      const { shape, valueType, element } = definitionOf(inner);
      const below = valueType ?? element;
      return [
        ...Object.entries(shape ?? {}).flatMap(([key, child]): [string, Schema][] => [
          [`${path}.${key}`, child],
          ...keys(child, `${path}.${key}`),
        ]),
        ...(below ? keys(below, `${path}.*`) : []),
      ];
    });
  const all = Object.entries(DOCUMENTS).flatMap(([name, { schema }]) => keys(schema, name));

  test.each(all)("of %s are there in both languages", (_, schema) => {
    const { about } = unwrap(schema);
    expect(about?.en).toMatch(/\.$/);
    expect(about?.vi).toMatch(/\.$/);
    expect(about?.vi).not.toBe(about?.en);
  });

  test.each(Object.entries(DOCUMENTS))("give examples in %s that the schema accepts", (_, { schema }) => {
    for (const [path, key] of keys(schema, "")) {
      for (const example of unwrap(key).about?.examples ?? []) {
        expect(z.safeParse(key as z.ZodType, example).success, `${path}: ${JSON.stringify(example)}`).toBe(true);
      }
    }
  });

  test("tell what holds when an optional key of an agency is absent", () => {
    for (const key of explain("", "en")[0]?.keys.filter(({ required }) => !required) ?? []) {
      const child = childOf(DOCUMENTS.agency.schema, key.key);
      expect(child && unwrap(child).about?.otherwise, key.key).toBeDefined();
    }
  });
});
