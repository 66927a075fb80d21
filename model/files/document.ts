import type { z } from "zod";
import type { Fault, KeyPath } from "../messages/fault.ts";
import { schemaFaults, valueAt } from "./schema-faults.ts";
import { readYaml, type SourceFile, type YamlFile } from "./yaml-file.ts";

/** A YAML file that was held against its schema. */
export interface ReadDocument<T> {
  file: YamlFile;
  /**
   * What the file says. When parts are wrong, what the rest of it says (so that the checks that follow can look at the
   * rest too); undefined when not enough is left.
   */
  value?: T;
  /** Keys and values that were left out of `value`. */
  leftOut: KeyPath[];
  faults: Fault[];
}

/** What files say by the schemas that they were held against: it follows from their bytes, which never change. */
const known = new WeakMap<SourceFile, Map<z.ZodType, ReadDocument<unknown>>>();

/** Reads a file and checks it against its schema; never throws. The same file is read once. */
export function readDocument<T>(source: SourceFile, schema: z.ZodType<T>): ReadDocument<T> {
  const bySchema = known.get(source) ?? new Map<z.ZodType, ReadDocument<unknown>>();
  known.set(source, bySchema);
  const before = bySchema.get(schema);
  // What stands under a schema is that schema's output
  if (before !== undefined) return before as ReadDocument<T>;
  const document = readAnew(source, schema);
  bySchema.set(schema, document);
  return document;
}

function readAnew<T>(source: SourceFile, schema: z.ZodType<T>): ReadDocument<T> {
  const file = readYaml(source);
  if (typeof file.data !== "object" || file.data === null || Array.isArray(file.data)) {
    return { file, leftOut: [], faults: file.faults };
  }
  const parsed = schema.safeParse(file.data);
  const issues = [...(parsed.error?.issues ?? []), ...passedOver(file.data, parsed.error?.issues ?? [])];
  if (parsed.success && issues.length === 0) return { file, value: parsed.data, leftOut: [], faults: file.faults };

  const faults = schemaFaults(file, schema, issues)
    // What stands behind a syntax error may have been misread, and what seems missing may stand there.
    .filter((fault) => fault.line < file.brokenFrom && (file.brokenFrom === Infinity || file.has(fault.path)));
  const leftOut = issues.flatMap(pathsOf);
  const rest = parseRest(schema, file.data, leftOut);
  return {
    file,
    ...(rest === undefined ? {} : { value: rest }),
    leftOut,
    faults: [...file.faults, ...faults],
  };
}

type Issue = z.core.$ZodIssue;

/** What an issue is about: a value, or each key that nobody knows. */
function pathsOf({ path, ...issue }: Issue): KeyPath[] {
  // Keys of YAML and JSON are text and numbers
  const own = path as KeyPath;
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...own, key]) : [own];
}

/** The key that zod passes over in a map of names without a word, where it does not say so itself. */
const LOST_KEY = "__proto__";

function passedOver(data: unknown, issues: readonly Issue[]): Issue[] {
  const told = new Set(issues.flatMap(pathsOf).map((path) => JSON.stringify(path)));
  const find = (value: unknown, path: KeyPath): Issue[] =>
    typeof value !== "object" || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]) => {
          const at = [...path, Array.isArray(value) ? Number(key) : key];
          const lost = key === LOST_KEY && !told.has(JSON.stringify(at));
          return lost
            ? [{ code: "invalid_key", origin: "record", issues: [], path: at, message: "", input: key } satisfies Issue]
            : find(inner, at);
        });
  return find(data, []);
}

/** The document with more faults, and without the entries that have them. */
export function withoutEntries<T>(
  document: ReadDocument<T>,
  schema: z.ZodType<T>,
  faults: readonly Fault[],
): ReadDocument<T> {
  const { file, value, leftOut } = document;
  if (faults.length === 0) return document;
  const all = [...leftOut, ...faults.map(({ path }) => path)];
  // Of a number in place of a name it is enough to say that there is no such name.
  const places = new Set(faults.map(({ path }) => JSON.stringify(path)));
  const before = document.faults.filter(({ path }) => path.length === 0 || !places.has(JSON.stringify(path)));
  const rest = value === undefined ? undefined : parseRest(schema, file.data as object, all);
  return {
    file,
    ...(rest === undefined ? {} : { value: rest }),
    leftOut: all,
    faults: [...before, ...faults],
  };
}

/** How deep whole entries are left out: half a server or half a rule would mislead the checks that follow. */
const ENTRY_DEPTH = 2;

/**
 * The data without some entries, as its schema reads it. In lists they leave holes, which `map`, `forEach`, `flatMap`
 * and the like skip, so that the places of the other items still match the file.
 */
function parseRest<T>(schema: z.ZodType<T>, data: object, leftOut: readonly KeyPath[]): T | undefined {
  const copy = structuredClone(data);
  const holes = new Map<string, Set<number>>();
  for (const path of leftOut) {
    const entry = path.slice(0, ENTRY_DEPTH);
    const last = entry.at(-1);
    const parent = valueAt(copy, entry.slice(0, -1));
    if (Array.isArray(parent)) {
      const name = String(entry[0]);
      holes.set(name, (holes.get(name) ?? new Set()).add(Number(last)));
    } else if (typeof parent === "object" && parent !== null && last !== undefined) {
      delete (parent as Record<string, unknown>)[last];
    }
  }
  const lists = copy as Record<string, unknown[]>;
  for (const [name, places] of holes) lists[name] = (lists[name] ?? []).filter((_, place) => !places.has(place));
  const parsed = schema.safeParse(copy);
  if (!parsed.success) return undefined;
  const value = parsed.data as Record<string, unknown[]>;
  for (const [name, places] of holes) value[name] = withHoles(value[name] ?? [], places);
  return parsed.data;
}

function withHoles(items: readonly unknown[], holes: ReadonlySet<number>): unknown[] {
  const list: unknown[] = [];
  let place = 0;
  for (const item of items) {
    while (holes.has(place)) place++;
    list[place++] = item;
  }
  return list;
}
