import { z } from "zod";
import type { KeyPath } from "../messages/fault.ts";
import type { About, Catalogue } from "../schema/about.ts";

export type Schema = z.core.$ZodType;

/** A key of a file as its schema describes it. */
export interface SchemaKey {
  /** Without the wrappers that only say optional. */
  schema: Schema;
  optional: boolean;
  about?: About;
}

/** Parts of zod's definitions that we read; `_zod.def` is zod's documented way for tools to look into schemas. */
interface Definition {
  type: string;
  innerType?: Schema;
  in?: Schema;
  shape?: Record<string, Schema>;
  keyType?: Schema;
  valueType?: Schema;
  element?: Schema;
  options?: readonly Schema[];
  values?: readonly unknown[];
  entries?: Record<string, string>;
}

export function definitionOf(schema: Schema): Definition {
  return schema._zod.def;
}

/** What `.meta` says in both languages; a `.describe` for programmers says nothing to people. */
function wordsAbout(schema: Schema): About | undefined {
  const meta = z.globalRegistry.get(schema);
  return meta && "en" in meta ? meta : undefined;
}

/** The schema beneath `.optional()`, with the words about it. */
export function unwrap(schema: Schema): SchemaKey {
  let optional = false;
  let about = wordsAbout(schema);
  let inner = schema;
  for (let { type, innerType } = definitionOf(inner); type === "optional" && innerType;) {
    optional = true;
    inner = innerType;
    about ??= wordsAbout(inner);
    ({ type, innerType } = definitionOf(inner));
  }
  return { schema: inner, optional, ...(about ? { about } : {}) };
}

/** The alternatives of a union, else the schema itself; wrappers removed. */
export function alternativesOf(schema: Schema): SchemaKey[] {
  const key = unwrap(schema);
  const { options } = definitionOf(key.schema);
  return options ? options.flatMap(alternativesOf) : [key];
}

/** Keys that an object of this schema may have; empty when people choose the names. */
export function keysOf(schema: Schema): string[] {
  return alternativesOf(schema).flatMap((key) => {
    const { shape, keyType } = definitionOf(key.schema);
    if (shape) return Object.keys(shape);
    return keyType ? Object.keys(definitionOf(unwrap(keyType).schema).entries ?? {}) : [];
  });
}

/** What a schema says of one step down: a key, an entry of a map, an item of a list. */
export function childOf(schema: Schema, part: string | number): Schema | undefined {
  for (const key of alternativesOf(schema)) {
    const { shape, valueType, element } = definitionOf(key.schema);
    const child = typeof part === "number" ? element : shape ? own(shape, part) : valueType;
    if (child) return child;
  }
  return undefined;
}

/** Not what every object inherits: `constructor` is no key of ours. */
function own(shape: Record<string, Schema>, key: string): Schema | undefined {
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
}

/** What the schema says of the value at a path; undefined when the schema knows no such path. */
export function schemaAt(root: Schema, path: KeyPath): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const part of path) schema = schema && childOf(schema, part);
  return schema;
}

/** A name in a file that must stand in a catalogue. */
export interface Reference {
  catalogue: Catalogue;
  name: string;
  path: KeyPath;
  part: "key" | "value";
}

/** All names in `value` that the schema says another part of stacks/ defines; tolerates values of wrong types. */
export function referencesIn(schema: Schema, value: unknown, path: KeyPath = []): Reference[] {
  if (Array.isArray(value)) {
    const element = childOf(schema, 0);
    return element ? value.flatMap((item, index) => referencesIn(element, item, [...path, index])) : [];
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, item]) => {
      const inside = [...path, name];
      const child = childOf(schema, name);
      const keyCatalogue = alternativesOf(schema)
        .map((key) => definitionOf(key.schema).keyType)
        .map((keyType) => keyType && unwrap(keyType).about?.catalogue)
        .find((catalogue) => catalogue !== undefined);
      return [
        ...(keyCatalogue ? [{ catalogue: keyCatalogue, name, path: inside, part: "key" as const }] : []),
        ...(child ? referencesIn(child, item, inside) : []),
      ];
    });
  }
  if (typeof value !== "string" && typeof value !== "number") return [];
  const catalogue = [unwrap(schema), ...alternativesOf(schema)]
    .map((key) => key.about?.catalogue)
    .find((found) => found !== undefined);
  return catalogue ? [{ catalogue, name: String(value), path, part: "value" }] : [];
}
