import type { Finding } from "../policies/policy.ts";
import { addressFinding } from "./finding.ts";
import type { Ledger } from "./ledger.ts";
import { poolOf } from "./profile.ts";

/** AP-16: sites are keyed by their official code, once each; names are labels and may repeat. */
export function checkCodes(ledger: Ledger): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  for (const { site, kind, seq, name } of ledger.entries) {
    const first = seen.get(site);
    if (first !== undefined) {
      findings.push(
        addressFinding("AP-16", site, {
          found: `the code in seq ${first} and in seq ${seq}`,
          wanted: "one line for each code",
          fix: `give the site of seq ${seq} ("${name}") its own official code, or drop that line if it was never committed`,
        }),
      );
    }
    seen.set(site, first ?? seq);
    const { code, codeForm } = poolOf(kind);
    if (!code.test(site)) {
      findings.push(
        addressFinding("AP-16", site, {
          found: `key "${site}" for a ${kind}`,
          wanted: codeForm,
          fix: "key the site by its official code; put the name in `name`",
        }),
      );
    }
  }
  return findings;
}

/** AP-24: every line says who holds the addresses, what for, since when and by which document. */
export function checkProvenance(ledger: Ledger): Finding[] {
  return ledger.entries.flatMap((entry) =>
    (["date", "owner", "purpose", "document"] as const)
      .filter((key) => entry[key].trim() === "")
      .map((key) =>
        addressFinding("AP-24", entry.site, {
          found: `no ${key} in seq ${entry.seq}`,
          wanted: `a ${key}`,
          fix: `fill in "${key}" before the line is committed`,
        }),
      ),
  );
}
