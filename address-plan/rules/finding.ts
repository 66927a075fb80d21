import { asText, type Text } from "../../model/text.ts";
import type { Finding, Level } from "../../policies/policy.ts";
import { ADDRESS_RULES, type AddressRule } from "./rules.ts";

/** What was found, what the rule wants, and what to do; plain words, such as a prefix, are the same in both languages. */
export interface FaultText {
  found: string | Text;
  wanted: string | Text;
  fix: Text;
}

/** A verdict on one site (`resource` is its code): what is there, what the rule wants, and what to do. */
export function addressFinding(
  rule: AddressRule,
  site: string,
  { level, ...text }: FaultText & { level?: Level },
): Finding {
  const [title, found, wanted, { fix }] = [ADDRESS_RULES[rule].title, asText(text.found), asText(text.wanted), text];
  return {
    policy: rule,
    level: level ?? ADDRESS_RULES[rule].severity,
    resource: site,
    message: {
      en: `${site} breaks ${rule} (${title}): found ${found.en}; wanted ${wanted.en}. Fix: ${fix.en}`,
      vi: `${site} vi phạm ${rule} (${title}): có ${found.vi}; cần ${wanted.vi}. Cách sửa: ${fix.vi}`,
    },
  };
}
