import { UNKNOWN_VALUE } from "../../openstack/kinds/compare.ts";
import { holdsSecret, plainInputs, type PlannedResource } from "../recovery/planned-resource.ts";

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
  const plain = plainInputs(raw);
  return holdsSecret(raw) || holdsUnknown(plain) ? undefined : plain;
}

function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN_VALUE) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}
