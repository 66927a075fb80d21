import { UNKNOWN } from "../../policies/policy.ts";

/** How the engine's protocol writes a value that is not known yet. */
export const UNKNOWN_SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** What a reader sees instead of a secret. */
const SECRET_TEXT = "[secret]";

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";

/** What to put in place of the values that cannot be shown or are not known. */
interface Substitutes {
  unknown: unknown;
  /** Given the plain value of a secret. */
  secret: (plain: unknown) => unknown;
}

function walk(value: unknown, put: Substitutes): unknown {
  if (value === UNKNOWN_SENTINEL) return put.unknown;
  if (Array.isArray(value)) return value.map((item) => walk(item, put));
  if (value === null || typeof value !== "object") return value;
  const record = value as Record<string, unknown>;
  switch (record[SIGNATURE_KEY]) {
    case SECRET_SIGNATURE:
      return put.secret(walk(record["value"], put));
    case OUTPUT_SIGNATURE: {
      const inner = "value" in record ? walk(record["value"], put) : put.unknown;
      return record["secret"] === true ? put.secret(inner) : inner;
    }
    case RESOURCE_SIGNATURE:
      return record["id"] === undefined || record["id"] === "" ? put.unknown : walk(record["id"], put);
    default:
      return Object.fromEntries(
        Object.keys(record)
          .toSorted()
          .map((key) => [key, walk(record[key], put)]),
      );
  }
}

/** Inputs as a person or a file may see them: keys sorted, secrets masked, unknown values as the engine's sentinel. */
export function displayInputs(raw: Record<string, unknown>): Record<string, unknown> {
  return walk(raw, { unknown: UNKNOWN_SENTINEL, secret: () => SECRET_TEXT }) as Record<string, unknown>;
}

/** Inputs as policies get them: secrets in plain, as the engine hands them over, unknown values as `UNKNOWN`. */
export function judgedInputs(raw: Record<string, unknown>): Record<string, unknown> {
  return walk(raw, { unknown: UNKNOWN, secret: (plain) => plain }) as Record<string, unknown>;
}
