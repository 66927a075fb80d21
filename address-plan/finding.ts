import type { Finding, Level } from "../policies/policy.ts";

/** Titles of the address rules that are checked (domain, annex 1). */
export const ADDRESS_RULES = {
  "AP-02": "nibble-delegations",
  "AP-03": "no-overlap",
  "AP-04": "containment",
  "AP-05": "site-size",
  "AP-06": "subnet-sizes",
  "AP-07": "stable-ledger",
  "AP-08": "sparse-order",
  "AP-09": "reserve",
  "AP-10": "zone-nibble",
  "AP-16": "key-by-code",
  "AP-17": "v4-twin",
  "AP-18": "iid-hygiene",
  "AP-22": "examples-doc-only",
  "AP-23": "canonical",
  "AP-24": "provenance",
} as const;

export type AddressRule = keyof typeof ADDRESS_RULES;

/** A verdict on one site (`resource` is its code): what is there, what the rule wants, and what to do. */
export function addressFinding(
  rule: AddressRule,
  site: string,
  { found, wanted, fix, level = "mandatory" }: { found: string; wanted: string; fix: string; level?: Level },
): Finding {
  return {
    policy: rule,
    level,
    resource: site,
    message: `${site} breaks ${rule} (${ADDRESS_RULES[rule]}): found ${found}; wanted ${wanted}. Fix: ${fix}`,
  };
}
