import type { Faults } from "./faults.ts";

/** `dual`: both families; `v6-preferred`: IPv6 always, IPv4 only where it is given; `v6-only`: no IPv4 at all. */
export type StackMode = "dual" | "v6-preferred" | "v6-only";

export type Family = "ipv4" | "ipv6";

/** Leave to run on IPv4 alone for now: the state before IPv6 is enabled, never a state to stay in. */
export interface LegacyIpv4Only {
  /** Why, and until when; shown by whoever reviews the stack. */
  reason: string;
}

/** How a component chooses its families; the same two keys everywhere. */
export interface FamilyChoice {
  /** Default `dual`. */
  mode?: StackMode;
  /** Set it only on a stack that is still to get IPv6: taking it away must add resources and replace none (R1-13). */
  legacyIpv4Only?: LegacyIpv4Only;
}

/** `required` families must be there, `allowed` ones may be; IPv4 comes first in both. */
export interface Families {
  required: readonly Family[];
  allowed: readonly Family[];
}

const BY_MODE: Record<StackMode, Families> = {
  dual: { required: ["ipv4", "ipv6"], allowed: ["ipv4", "ipv6"] },
  "v6-preferred": { required: ["ipv6"], allowed: ["ipv4", "ipv6"] },
  "v6-only": { required: ["ipv6"], allowed: ["ipv6"] },
};

/**
 * The families of a choice. Throws at once when the mode is none, or when `legacyIpv4Only` stands beside a mode that has no
 * IPv4 to fall back on: what else is wrong depends on the families.
 */
export function familiesOf({ mode = "dual", legacyIpv4Only }: FamilyChoice, faults: Faults): Families {
  const before = faults.count;
  if (!(mode in BY_MODE)) {
    faults.add(`mode '${mode}' is none of ${Object.keys(BY_MODE).join(", ")}`);
  } else if (legacyIpv4Only !== undefined && mode !== "dual") {
    faults.add(
      `mode '${mode}' with legacyIpv4Only (${legacyIpv4Only.reason}): legacyIpv4Only is the state before 'dual'; take one of the two away`,
    );
  }
  if (faults.count > before) faults.throwIfAny();
  if (legacyIpv4Only === undefined) return BY_MODE[mode];
  return { required: ["ipv4"], allowed: ["ipv4"] };
}
