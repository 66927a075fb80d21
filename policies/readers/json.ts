import type { JudgedResource } from "../policy.ts";
import { isRecord } from "../resources/inputs.ts";

/** An object of parsed JSON. */
export type Json = Record<string, unknown>;

/** What a file says of a stack. */
export interface Read {
  resources: JudgedResource[];
  /** Texts that the tool marks as secret: judged, never to be shown. */
  secrets: string[];
}

/** The objects in a list; an empty list for everything else. */
export function records(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The object under a key; an empty one for everything else. */
export function objectIn(record: Json, key: string): Json {
  const value = record[key];
  return isRecord(value) ? value : {};
}

export function textIn(record: Json, key: string): string | undefined {
  const value = record[key];
  return typeof value === "string" ? value : undefined;
}

/** All texts in a value, at any depth. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}
