/** One resource that a stack's program registers, as an engine would get it; the offline plan has this shape. */
export interface PlannedResource {
  urn: string;
  type: string;
  /** False for components. */
  custom: boolean;
  /** Inputs in the engine's own marks for secrets and for what is not known yet. */
  raw: Readonly<Record<string, unknown>>;
  /** By input: URNs that it was made from. */
  propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Whole URNs, or `name:` and another name under the same parent. */
  aliases?: readonly string[];
  /** `<provider URN>::<id>`, or empty for the default provider. */
  provider: string;
}

/** URNs that a planned resource goes on for: its own, and those that its aliases name. */
export function urnsOf({ urn, aliases = [] }: Pick<PlannedResource, "urn" | "aliases">): string[] {
  const siblings = urn.slice(0, urn.lastIndexOf("::"));
  return [
    urn,
    ...aliases.map((each) => (each.startsWith("name:") ? `${siblings}::${each.slice("name:".length)}` : each)),
  ];
}

/** How the engine writes a value that is not known yet, and marks what is more than a plain value (sdk/go/common/resource). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A planned input as it would lie in the state; undefined where it is not known before the update, or secret. */
export function knownInput(raw: unknown): unknown {
  if (raw === UNKNOWN) return undefined;
  if (Array.isArray(raw)) return whole(raw.map(knownInput), (values) => values);
  if (typeof raw !== "object" || raw === null) return raw;
  const record = raw as Record<string, unknown>;
  if (record[SIGNATURE] === OUTPUT && record["secret"] !== true) return knownInput(record["value"] ?? UNKNOWN);
  if (SIGNATURE in record) return undefined;
  const keys = Object.keys(record).filter((key) => record[key] !== undefined);
  return whole(
    keys.map((key) => knownInput(record[key])),
    (values) => Object.fromEntries(keys.map((key, index) => [key, values[index]])),
  );
}

const whole = <T>(values: unknown[], make: (values: unknown[]) => T): T | undefined =>
  values.includes(undefined) ? undefined : make(values);
