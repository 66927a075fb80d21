import { ACCEPTANCE_TESTS, type Lifecycle, type LifecycleStage } from "../../context.ts";
import type { Text } from "../../messages/text.ts";

/** Stages in which citizens depend on the system: what speaks for them has to be there before (R2-27). */
const IN_SERVICE: readonly LifecycleStage[] = ["production", "cutover", "v6-only"];

/** What a stage wants and the system does not show, in words; empty when nothing is missing. */
export function missingEvidence(stage: LifecycleStage, { tests, fallback, risks }: Lifecycle): Text[] {
  const inService = IN_SERVICE.includes(stage);
  if (!inService && stage !== "verified") return [];
  const missing = ACCEPTANCE_TESTS.flatMap((name) => {
    const result = tests?.[name];
    if (result === "pass") return [];
    return result === "fail"
      ? [{ en: `a passed ${name} test (it failed)`, vi: `phép thử ${name} đạt (đã không đạt)` }]
      : [{ en: `a ${name} test`, vi: `phép thử ${name}` }];
  });
  if (inService && fallback !== true) missing.push({ en: "a written fallback", vi: "phương án quay lui bằng văn bản" });
  if (inService && risks !== true) missing.push({ en: "a written list of risks", vi: "danh sách rủi ro bằng văn bản" });
  return missing;
}

/** True once the four tests of a system have passed: from then on IPv4 may go (R1-13). */
export function isVerified(lifecycle: Lifecycle): boolean {
  return missingEvidence("verified", lifecycle).length === 0;
}
