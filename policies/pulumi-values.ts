import { Secret } from "@pulumi/policy";
import { UNKNOWN } from "./policy.ts";

/** What Pulumi's protocol sends for a value that is not known during a preview, by the kind of value. */
const SENTINELS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

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
  if (SENTINELS.has(value)) return UNKNOWN;
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
