import { z } from "zod";
import type { Fault, Finding, KeyPath } from "../messages/fault.ts";
import * as say from "../messages/schema.ts";
import type { Text } from "../text.ts";
import { alternativesOf, definitionOf, keysOf, schemaAt, unwrap, type Schema } from "./schema-walk.ts";
import { causeOnLine } from "./yaml-cause.ts";
import type { YamlFile } from "./yaml-file.ts";
import { yamlLibrary } from "./yaml-library.ts";

type Issue = z.core.$ZodIssue;

/** Zod's issues about a file as faults with their place, in words for people. */
export function schemaFaults(file: YamlFile, root: Schema, issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue) => faultsOf(file, root, issue, pathOf(issue.path)));
}

function faultsOf(file: YamlFile, root: Schema, issue: Issue, path: KeyPath): Fault[] {
  const schema = schemaAt(root, path);
  const value = valueAt(file.data, path);
  const key = String(path.at(-1) ?? "");
  const onValue = (finding: Finding): Fault[] => [file.fault(path, "value", finding)];
  const onKey = (at: KeyPath, finding: Finding): Fault[] => [file.fault(at, "key", finding)];

  if (issue.code === "unrecognized_keys") {
    const known = schema ? keysOf(schema) : [];
    return issue.keys.flatMap((name) => onKey([...path, name], say.unknownKey(name, known)));
  }
  if (issue.code === "invalid_key") return onKey(path, keyFinding(key, root, path));
  if (value === undefined && path.length > 0) {
    if (file.has(path)) return []; // an alias in its place was reported already
    const about = schema && unwrap(schema).about;
    return onKey(path, say.missingKey(key, about, exampleOf(schema)));
  }
  if (value === null && typeof path.at(-1) === "number") {
    return onValue(say.emptyItem(String(path.at(-2) ?? ""), expectedOf(schema), exampleOf(schema)));
  }
  if (value === null) return onKey(path, say.emptyValue(key, expectedOf(schema), exampleOf(schema)));
  if (issue.code === "invalid_union" && issue.errors.length === 0) {
    // The key that chooses among alternatives has a value that none of them knows.
    return onValue(say.notAllowed(value, choicesAt(root, path)));
  }
  if (issue.code === "invalid_union") {
    const inner = branchThatFits(issue);
    if (inner) return inner.flatMap((part) => faultsOf(file, root, part, [...path, ...pathOf(part.path)]));
  }
  return onValue(valueFinding(issue, value, schema));
}

/** The values by which alternatives are told apart, at the path of the key that tells them. */
function choicesAt(root: Schema, path: KeyPath): unknown[] {
  const parent = schemaAt(root, path.slice(0, -1));
  const key = String(path.at(-1) ?? "");
  return (parent ? alternativesOf(parent) : []).flatMap(({ schema }) => {
    const chooser = definitionOf(schema).shape?.[key];
    return chooser ? [...(definitionOf(unwrap(chooser).schema).values ?? [])] : [];
  });
}

/** The alternative whose type the value has: its issues are the ones that help. */
function branchThatFits(issue: z.core.$ZodIssueInvalidUnion): Issue[] | undefined {
  return issue.errors.find(
    (branch) =>
      branch.length > 0 &&
      !branch.some(({ code, path }) => path.length === 0 && (code === "invalid_type" || code === "invalid_value")),
  );
}

function valueFinding(issue: Issue, value: unknown, schema: Schema | undefined): Finding {
  const seen = say.show(value);
  const example = exampleOf(schema);
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union":
      if (typeof value === "string" && allowsBoolean(schema) && (YES.test(value) || NO.test(value))) {
        return say.yesOrNo(seen, YES.test(value));
      }
      if (typeof value === "string") {
        const cause = causeOnLine(value);
        if (cause) return cause.finding;
      }
      return say.wrongType(seen, expectedOf(schema), example);
    case "invalid_value":
      return typeof value === "object" || typeof value === "boolean"
        ? say.wrongType(seen, expectedOf(schema), example)
        : say.notAllowed(value, issue.values);
    case "too_big":
    case "too_small": {
      const min = issue.code === "too_small" ? Number(issue.minimum) : undefined;
      const max = issue.code === "too_big" ? Number(issue.maximum) : undefined;
      if (issue.origin === "string") return say.wrongLength("text", String(value).trim().length, min, max);
      if (issue.origin === "array") return say.wrongLength("list", (value as unknown[]).length, min, max);
      return say.outOfRange(seen, ...boundsOf(schema, min, max));
    }
    case "invalid_format":
      return say.badForm(seen, schema && unwrap(schema).about, example);
    default:
      return say.unfit(seen, issue.message);
  }
}

const YES = /^(?:yes|on|true|có)$/i;
const NO = /^(?:no|off|false|không)$/i;

function keyFinding(key: string, root: Schema, path: KeyPath): Finding {
  const parent = schemaAt(root, path.slice(0, -1));
  const known = parent ? keysOf(parent) : [];
  return known.length > 0 ? say.unknownKey(key, known) : say.badName(key);
}

/** What a schema expects, in a few words: `a whole number`, `text or a map of keys`. */
export function expectedOf(schema: Schema | undefined): Text {
  const words = schema ? alternativesOf(schema).map((key) => wordsFor(key.schema)) : [];
  const unique = words.filter((word, index) => words.findIndex(({ en }) => en === word.en) === index);
  // Codes are text to people, although bare digits are accepted.
  const shown = unique.some(({ en }) => en === "text") ? unique.filter(({ en }) => en !== "a whole number") : unique;
  return { en: shown.map(({ en }) => en).join(" or "), vi: shown.map(({ vi }) => vi).join(" hoặc ") };
}

function wordsFor(schema: Schema): Text {
  const { type, values, entries, in: input } = definitionOf(schema);
  switch (type) {
    case "string":
      return { en: "text", vi: "văn bản" };
    case "number": {
      const [min, max] = boundsOf(schema, undefined, undefined);
      if (min === undefined || max === undefined || min === Number.MIN_SAFE_INTEGER) {
        return { en: "a whole number", vi: "số nguyên" };
      }
      return { en: `a whole number from ${min} to ${max}`, vi: `số nguyên từ ${min} đến ${max}` };
    }
    case "boolean":
      return { en: "true or false", vi: "true hoặc false" };
    case "array":
      return { en: "a list", vi: "danh sách" };
    case "object":
    case "record":
      return { en: "a map of keys", vi: "các cặp khóa và giá trị" };
    case "literal":
    case "enum": {
      const names = (values ?? Object.values(entries ?? {})).map(String);
      return { en: names.join(", "), vi: names.join(", ") };
    }
    case "pipe":
      return input ? expectedOf(input) : { en: "text", vi: "văn bản" };
    default:
      return { en: type, vi: type };
  }
}

function allowsBoolean(schema: Schema | undefined): boolean {
  return schema !== undefined && alternativesOf(schema).some((key) => definitionOf(key.schema).type === "boolean");
}

/** Both bounds of a number, so that one message tells all of them. */
function boundsOf(
  schema: Schema | undefined,
  min: number | undefined,
  max: number | undefined,
): [number | undefined, number | undefined] {
  const number = schema ? unwrap(schema).schema : undefined;
  return number instanceof z.ZodNumber ? [number.minValue ?? min, number.maxValue ?? max] : [min, max];
}

/** The first example of a key as one writes it in YAML; none where it is another's, and no fault ends by copying it. */
export function exampleOf(schema: Schema | undefined): string | undefined {
  const { examples: [example] = [], own = false } = (schema && unwrap(schema).about) ?? {};
  return example === undefined || own ? undefined : inYaml(example);
}

/** A value as YAML on one line. */
export function inYaml(value: unknown): string {
  return yamlLibrary().stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
}

function pathOf(path: readonly PropertyKey[]): KeyPath {
  return path.map((part) => (typeof part === "number" ? part : String(part)));
}

/** The value at a path of plain data; undefined when there is none. */
export function valueAt(data: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[part] : undefined,
    data,
  );
}
