import { ACCEPTANCE_TESTS, type Lifecycle, type LifecycleStage } from "../../context.ts";

/** Stages in which citizens depend on the system: what speaks for them has to be there before (R2-27). */
const IN_SERVICE: readonly LifecycleStage[] = ["production", "cutover", "v6-only"];

/** What a stage wants and the system does not show, in words; empty when nothing is missing. */
export function missingEvidence(stage: LifecycleStage, { tests, fallback, risks }: Lifecycle): string[] {
  const inService = IN_SERVICE.includes(stage);
  if (!inService && stage !== "verified") return [];
  const missing = ACCEPTANCE_TESTS.flatMap((name) => {
    const result = tests?.[name];
    return result === "pass" ? [] : [result === "fail" ? `a passed ${name} test (it failed)` : `a ${name} test`];
  });
  if (inService && fallback !== true) missing.push("a written fallback");
  if (inService && risks !== true) missing.push("a written list of risks");
  return missing;
}

/** True once the four tests of a system have passed: from then on IPv4 may go (R1-13). */
export function isVerified(lifecycle: Lifecycle): boolean {
  return missingEvidence("verified", lifecycle).length === 0;
}
