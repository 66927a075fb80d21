import { Secret } from "@pulumi/policy";
import { UNKNOWN } from "../policy.ts";
import { UNKNOWN_VALUES } from "./pulumi-unknown.ts";

const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The properties as Pulumi received them. `props` is a proxy whose getter throws for unknown values, which
 * would turn a mandatory policy into one advisory line; property descriptors do not go through the getter.
 */
export function rawProperties(props: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(props).map((key) => [key, Object.getOwnPropertyDescriptor(props, key)?.value as unknown]),
  );
}

/** A raw value as policies see it: unknown values as `UNKNOWN`, secrets unwrapped, assets as they are. */
export function judgedValue(value: unknown): unknown {
  if (UNKNOWN_VALUES.has(value)) return UNKNOWN;
  if (value instanceof Secret) return judgedValue(value.value);
  if (Array.isArray(value)) return value.map(judgedValue);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, judgedValue(element)]));
}

/** All properties of a resource as policies see them. */
export function judgedProperties(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(rawProperties(props)).map(([key, value]) => [key, judgedValue(value)]));
}

/** The way back, for inputs that a remediation wrote. */
function pulumiValue(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  return Array.isArray(value) ? value.map(pulumiValue) : value;
}

/**
 * Inputs as a remediation left them, for the engine. Inputs that it did not touch go back as they came, so
 * that secrets stay secret and unknown values stay of their kind.
 */
export function remediatedProperties(
  raw: Record<string, unknown>,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(after).map(([key, value]) => [
      key,
      value === before[key] && key in raw ? raw[key] : pulumiValue(value),
    ]),
  );
}
