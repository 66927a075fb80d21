import { secretSignature } from "../checkpoint.ts";
import { OUTPUT, type PlannedResource, UNKNOWN } from "../recovery/planned-resource.ts";

/** URNs that a planned resource goes on for: its own, and those that its aliases name. */
export function urnsOf({ urn, aliases = [] }: Pick<PlannedResource, "urn" | "aliases">): string[] {
  const siblings = urn.slice(0, urn.lastIndexOf("::"));
  return [
    urn,
    ...aliases.map((each) => (each.startsWith("name:") ? `${siblings}::${each.slice("name:".length)}` : each)),
  ];
}

/** A planned input as it would lie in the state; undefined where it is not known before the update, or secret. */
export function knownInput(raw: unknown): unknown {
  if (raw === UNKNOWN) return undefined;
  if (Array.isArray(raw)) return whole(raw.map(knownInput), (values) => values);
  if (typeof raw !== "object" || raw === null) return raw;
  const record = raw as Record<string, unknown>;
  if (record[secretSignature] === OUTPUT && record["secret"] !== true) return knownInput(record["value"] ?? UNKNOWN);
  if (secretSignature in record) return undefined;
  const keys = Object.keys(record).filter((key) => record[key] !== undefined);
  return whole(
    keys.map((key) => knownInput(record[key])),
    (values) => Object.fromEntries(keys.map((key, index) => [key, values[index]])),
  );
}

const whole = <T>(values: unknown[], make: (values: unknown[]) => T): T | undefined =>
  values.includes(undefined) ? undefined : make(values);
