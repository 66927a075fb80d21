import type { Level } from "../../../policies/policy.ts";
import { type CheckReport, findingFingerprint, problemFingerprint, problemWords, unjudged } from "../check-report.ts";
import type { Place } from "../place.ts";
import { INPUT_RULE } from "./sarif.ts";

/** GitLab's words, from `info` to `blocker`. */
const SEVERITIES: Record<Level, string> = { mandatory: "critical", advisory: "minor", remediate: "info" };

const issue = (description: string, check: string, fingerprint: string, severity: string, place: Place) => ({
  description,
  check_name: check,
  fingerprint,
  severity,
  location: { path: place.file, lines: { begin: place.line } },
});

/**
 * A code quality report of GitLab CI. Fingerprints don't depend on lines: a merge request shows what is new and what is
 * gone, and nothing that has only moved.
 */
export function gitlabCodeQuality({ stacks, findings, problems, language }: CheckReport): string {
  const issues = [
    ...stacks.flatMap((each) => {
      const left = unjudged(each);
      if (!left?.nothing) return [];
      const message = left.words[language];
      return [
        issue(message, INPUT_RULE, problemFingerprint({ ...each.source, key: "", message }), "info", each.source),
      ];
    }),
    ...problems.map((problem) =>
      issue(problemWords(problem), INPUT_RULE, problemFingerprint(problem), "blocker", problem),
    ),
    ...findings.map((finding) =>
      issue(
        finding.message[language],
        finding.policy,
        findingFingerprint(finding),
        SEVERITIES[finding.level],
        finding.place,
      ),
    ),
  ];
  // GitLab keeps the first of two issues with one fingerprint; neither says more than the other.
  const unique = new Map(issues.map((each) => [each.fingerprint, each]));
  return `${JSON.stringify([...unique.values()], null, 2)}\n`;
}
