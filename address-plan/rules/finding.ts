import type { Finding, Level } from "../../policies/policy.ts";
import { ADDRESS_RULES, type AddressRule } from "./rules.ts";

/** A verdict on one site (`resource` is its code): what is there, what the rule wants, and what to do. */
export function addressFinding(
  rule: AddressRule,
  site: string,
  { found, wanted, fix, level }: { found: string; wanted: string; fix: string; level?: Level },
): Finding {
  const message = `${site} breaks ${rule} (${ADDRESS_RULES[rule].title}): found ${found}; wanted ${wanted}. Fix: ${fix}`;
  return {
    policy: rule,
    level: level ?? ADDRESS_RULES[rule].severity,
    resource: site,
    message: { en: message, vi: message },
  };
}
