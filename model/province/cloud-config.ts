import { yamlLibrary } from "../files/yaml-library.ts";

type CloudConfig = Readonly<Record<string, unknown>>;

// The same texts are read for each template, and to check them: a text says the same every time.
let read = new Map<string, CloudConfig>();
const MANY = 64;

/**
 * What a cloud-config document says; not to be changed.
 * @throws Error when it is not a cloud-config mapping.
 */
export function readCloudConfig(text: string): CloudConfig {
  const known = read.get(text);
  if (known) return known;
  if (!text.startsWith("#cloud-config\n")) throw new Error("the first line is not #cloud-config");
  const document: unknown = yamlLibrary().parse(text);
  if (!isMap(document)) throw new Error("a cloud-config is a map of keys");
  if (read.size >= MANY) read = new Map();
  read.set(text, document);
  return document;
}

/**
 * Joins cloud-config documents to one: lists are put one after the other, maps are joined key by key, and of other
 * values the last wins (the rules of cloud-init's own `merge_how: list(append)+dict(recurse_list)+str()`).
 * @throws Error when a document is not a cloud-config mapping.
 */
export function joinCloudConfigs(texts: readonly string[]): string {
  const joined = texts.map(readCloudConfig).reduce(joinMaps, {});
  return `#cloud-config\n${yamlLibrary().stringify(joined, { lineWidth: 0, blockQuote: "literal" })}`;
}

function joinMaps(first: CloudConfig, second: CloudConfig): CloudConfig {
  const joined: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = joined[key];
    if (Array.isArray(before) && Array.isArray(value))
      joined[key] = [...(before as unknown[]), ...(value as unknown[])];
    else if (isMap(before) && isMap(value)) joined[key] = joinMaps(before, value);
    else joined[key] = value;
  }
  return joined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
