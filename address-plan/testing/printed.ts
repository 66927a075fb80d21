import { addressReplacer } from "../prefixes/prefix.ts";

/** A value of the plan as JSON prints it: with addresses and prefixes as text. */
export function printed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, addressReplacer));
}
