import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readYaml, type YamlFile } from "../../model/files/yaml-file.ts";
import type { KeyPath } from "../../model/messages/fault.ts";
import type { Cause, Step } from "./causes.ts";

/** A place in a file of the repository. */
export interface Place {
  /** Path relative to the repository, with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based; absent where only the line is known. */
  column?: number;
}

/** Reads a YAML file of the repository; undefined when there is none. */
export type YamlReader = (file: string) => YamlFile | undefined;

/** Reads files below `root` as they are asked for, each once. */
export function yamlReader(root: string): YamlReader {
  const known = new Map<string, YamlFile | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readFrom(root, file));
    return known.get(file);
  };
}

function readFrom(root: string, path: string): YamlFile | undefined {
  try {
    return readYaml({ path, bytes: readFileSync(join(root, path)) });
  } catch {
    return undefined;
  }
}

/** The first of the causes that its file really has; undefined when none is there. */
export function placeOf(causes: readonly Cause[], read: YamlReader): Place | undefined {
  for (const { file, path } of causes) {
    const yaml = read(file);
    const key = yaml && keyPathOf(yaml.data, path);
    if (!yaml || !key || !yaml.has(key)) continue;
    const { line, column } = yaml.fault(key, "key", { message: { en: "", vi: "" } });
    return { file, line, column };
  }
  return undefined;
}

/** The path with each step into a list as an index; undefined where the data has no such key. */
function keyPathOf(data: unknown, path: readonly Step[]): KeyPath | undefined {
  const found: (string | number)[] = [];
  let value = data;
  for (const step of path) {
    const key = keyOf(value, step);
    if (key === undefined) return undefined;
    found.push(key);
    value = (value as Record<string | number, unknown>)[key];
  }
  return found;
}

function keyOf(value: unknown, step: Step): string | number | undefined {
  if (Array.isArray(value)) {
    const index = value.findIndex((item, place) =>
      typeof step === "function"
        ? typeof item === "object" && item !== null && step(item)
        : step === place || step === item,
    );
    return index < 0 ? undefined : index;
  }
  if (typeof value !== "object" || value === null || typeof step === "function") return undefined;
  return Object.hasOwn(value, step) ? step : undefined;
}
