import { expectedOf, inYaml } from "../files/schema-faults.ts";
import { alternativesOf, childOf, definitionOf, keysOf, unwrap, type Schema } from "../files/schema-walk.ts";
import { nearest } from "../messages/nearest.ts";
import type { Catalogues } from "../province/catalogues.ts";
import type { About } from "../schema/about.ts";
import { DOCUMENTS } from "../schema/documents.ts";
import type { Language } from "../text.ts";

/** What a key of a file does. */
export interface Explanation {
  /** File in which the key stands, `<code>` for the agency's own. */
  file: string;
  /** Empty for the file itself. */
  key: string;
  description: string;
  type: string;
  required: boolean;
  /** What holds when the key is absent. */
  default?: string;
  /** Allowed values, when they can be listed. */
  allowed?: string[];
  /** As one writes them in YAML. */
  examples: string[];
  /** Keys below this one. */
  keys: { key: string; required: boolean; description: string }[];
}

/** What a path of keys means, in each kind of file that knows it, the agency's first; empty when none does. */
export function explain(path: string, language: Language, catalogues: Catalogues = {}): Explanation[] {
  const parts = partsOf(path);
  return Object.values(DOCUMENTS).flatMap(({ path: file, schema }) => {
    const found = find(schema, parts);
    return found ? [explanation(file, parts.join("."), found.schema, found.given, language, catalogues)] : [];
  });
}

/** The nearest path that exists, for a message; undefined when nothing is near. */
export function nearestKey(path: string): string | undefined {
  const parts = partsOf(path);
  for (const document of Object.values(DOCUMENTS)) {
    let schema: Schema | undefined = document.schema;
    const right: string[] = [];
    for (const part of parts) {
      const known: string[] = schema ? keysOf(schema) : [];
      const next: string | undefined = schema && childOf(schema, part) ? part : nearest(part, known);
      if (next === undefined) break;
      right.push(next);
      schema = schema && childOf(schema, next);
    }
    if (right.length === parts.length && right.length > 0) return right.join(".");
  }
  return pathEndingIn(parts.at(-1) ?? "");
}

/** Where a name stands that a person knows without the keys above it: `replicas` is `servers.<name>.replicas`. */
function pathEndingIn(name: string): string | undefined {
  return Object.values(DOCUMENTS)
    .flatMap(({ schema }) => pathsOf(schema))
    .find((path) => path.at(-1) === name)
    ?.join(".");
}

/** All paths of a schema; names that people choose read `<name>`, places in lists are left out. */
function pathsOf(schema: Schema): string[][] {
  return alternativesOf(schema).flatMap((key): string[][] => {
    const { shape, valueType, element } = definitionOf(key.schema);
    if (shape) return Object.entries(shape).flatMap(([name, child]) => [[name], ...pathsBelow(name, child)]);
    if (valueType) return pathsBelow("<name>", valueType);
    return element ? pathsOf(element) : [];
  });
}

function pathsBelow(name: string, schema: Schema): string[][] {
  return pathsOf(schema).map((path) => [name, ...path]);
}

function partsOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((part) => part !== "");
}

/**
 * Steps over list indices may be left out: `allow.services` is `allow[0].services`. `given`: the schema, not a person,
 * chose the last name.
 */
function find(root: Schema, parts: readonly string[]): { schema: Schema; given: boolean } | undefined {
  let schema = root;
  let given = false;
  for (const part of parts) {
    const item = itemOf(schema);
    const inside: Schema = childOf(schema, part) || !item ? schema : item;
    const next = /^[0-9]+$/.test(part) && item ? item : childOf(inside, part);
    if (!next) return undefined;
    given = keysOf(inside).includes(part);
    schema = next;
  }
  return { schema, given };
}

function itemOf(schema: Schema): Schema | undefined {
  return alternativesOf(schema).some((key) => definitionOf(key.schema).type === "object")
    ? undefined
    : childOf(schema, 0);
}

function explanation(
  file: string,
  key: string,
  schema: Schema,
  given: boolean,
  language: Language,
  catalogues: Catalogues,
): Explanation {
  const { optional, about = entryAbout(schema) } = unwrap(schema);
  const allowed = allowedOf(schema, about, catalogues);
  return {
    file,
    key,
    description: about?.[language] ?? "",
    type: expectedOf(schema)[language],
    required: given && !optional,
    ...(about?.otherwise ? { default: about.otherwise[language] } : {}),
    ...(allowed ? { allowed } : {}),
    examples: (about?.examples ?? []).map(inYaml),
    keys: belowOf(schema).map(([name, child]) => {
      const below = unwrap(child);
      return { key: name, required: !below.optional, description: below.about?.[language] ?? "" };
    }),
  };
}

/** What a map of settings says of itself, where it may also be left out. */
function entryAbout(schema: Schema): About | undefined {
  return alternativesOf(schema).find((key) => definitionOf(key.schema).shape)?.about;
}

function allowedOf(schema: Schema, about: About | undefined, catalogues: Catalogues): string[] | undefined {
  const { values, entries } = definitionOf(unwrap(schema).schema);
  if (values) return values.map(String);
  if (entries) return Object.values(entries);
  return about?.catalogue && catalogues[about.catalogue];
}

/** Keys below: of a map, of each entry of a map whose names people choose, of each item of a list. */
function belowOf(schema: Schema): [string, Schema][] {
  return alternativesOf(schema).flatMap((key): [string, Schema][] => {
    const { shape, valueType, element } = definitionOf(key.schema);
    if (shape) return Object.entries(shape);
    const inside = valueType ?? element;
    return inside ? belowOf(inside) : [];
  });
}
