import { UNKNOWN, type JudgedResource } from "../policy.ts";

/** A value that is given and known, given but not known yet, or not given at all. */
export type Known<T> = T | typeof UNKNOWN | undefined;

/** A text; the empty text counts as not given, as the provider takes it. */
export function textOf(value: unknown): Known<string> {
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" ? String(value) : undefined;
}

export function numberOf(value: unknown): Known<number> {
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}

export function booleanOf(value: unknown): Known<boolean> {
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}

/** A list whose elements may be `UNKNOWN`; a list that is not given is empty. */
export function listOf(value: unknown): unknown[] | typeof UNKNOWN {
  if (value === UNKNOWN) return UNKNOWN;
  return Array.isArray(value) ? value : [];
}

/** The elements of a list; none of one that is not given or not known yet. */
export function knownList(value: unknown): unknown[] {
  const list = listOf(value);
  return list === UNKNOWN ? [] : list;
}

/** A map or object; undefined for everything else. */
export function recordOf(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The resource's own name in the cloud, or its name in the program. The engine gives a resource without a name that of
 * the program with seven random digits, before any policy sees it: those say nothing.
 */
export function cloudName(resource: JudgedResource): string {
  const name = textOf(resource.inputs["name"]);
  if (name === UNKNOWN || name === undefined) return resource.name;
  const given = name.startsWith(`${resource.name}-`) ? name.slice(resource.name.length + 1) : "";
  return /^[0-9a-f]{7}$/.test(given) ? resource.name : name;
}

/**
 * Value of a `key:value` tag, such as `dmz` of `zone:dmz`. Undefined when there is no such tag,
 * `UNKNOWN` when one of the tags that are not known yet may be it.
 */
export function tagOf(resource: JudgedResource, key: string): Known<string> {
  const tags = listOf(resource.inputs["tags"]);
  if (tags === UNKNOWN) return UNKNOWN;
  for (const tag of tags) if (typeof tag === "string" && tag.startsWith(`${key}:`)) return tag.slice(key.length + 1);
  return tags.includes(UNKNOWN) ? UNKNOWN : undefined;
}

/** True when the resource carries the plain tag, or the tag `key:...` of that name. */
export function hasTag(resource: JudgedResource, name: string): boolean {
  const tags = listOf(resource.inputs["tags"]);
  return tags !== UNKNOWN && tags.some((tag) => tag === name);
}

/** Known text or undefined: for messages, where a value that is not known is not shown. */
export function knownText(value: unknown): string | undefined {
  const text = textOf(value);
  return text === UNKNOWN ? undefined : text;
}
