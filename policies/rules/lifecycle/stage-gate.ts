import { LIFECYCLE_STAGES, type Lifecycle, type LifecycleStage } from "../../context.ts";
import type { JudgedResource, StackPolicy, Violation } from "../../policy.ts";
import { labelOf } from "../../resources/labels.ts";
import { standIn } from "../../resources/stand-in.ts";
import { enumerate, violation } from "../../violation.ts";
import { missingEvidence } from "./evidence.ts";

/** Steps forward. Back is always open, for that is what a fallback is (R1-12); a retired system stays retired. */
const NEXT: Record<LifecycleStage, readonly LifecycleStage[]> = {
  survey: ["design"],
  design: ["pilot"],
  pilot: ["dual-stack"],
  "dual-stack": ["verified"],
  verified: ["production", "cutover"],
  production: ["cutover", "v6-only"],
  cutover: ["production", "v6-only"],
  "v6-only": [],
  retired: [],
};

/**
 * LIF-01. Judges the stack's own stage and the stages that its resources claim by their tag `stage`. Silent where the
 * context knows nothing of the lifecycle.
 */
export const stageGate: StackPolicy = {
  id: "LIF-01",
  slug: "stage-gate",
  title: "A system goes one stage at a time, and into service with evidence",
  kind: "stack",
  level: "mandatory",
  serves: ["R1-12", "R1-14", "R2-18", "R2-24", "R2-27"],
  source: ["NĐ 331/2026/NĐ-CP Đ30.6 (protection in place before operation)", "RFC 7381 sections 2 to 5 (phases)"],
  why: "What goes into service untested, without a way back or with risks that nobody named, fails in front of citizens. Each stage exists to find out something that the next one relies on.",
  fix: "go back to the stage that has evidence, or write down the tests, the fallback and the risks first",
  check(resources, { lifecycle }) {
    const bearer = standIn(resources);
    if (!lifecycle || !bearer) return [];
    return [...checkStep(bearer, lifecycle), ...checkEvidence(bearer, lifecycle), ...checkClaims(resources, lifecycle)];
  },
};

function isLegal(from: LifecycleStage, to: LifecycleStage): boolean {
  if (from === to) return true;
  if (from === "retired") return false;
  return to === "retired" || NEXT[from].includes(to) || LIFECYCLE_STAGES.indexOf(to) < LIFECYCLE_STAGES.indexOf(from);
}

function checkStep(bearer: JudgedResource, { stage, previous }: Lifecycle): Violation[] {
  if (previous === undefined || isLegal(previous, stage)) return [];
  const next = NEXT[previous];
  const found = `belongs to a stack that goes from stage ${previous} to ${stage}`;
  const wanted =
    previous === "retired"
      ? "a retired system to stay retired"
      : `${[...next, "retired"].join(" or ")} after ${previous}, or a stage before it`;
  return [
    violation(stageGate, bearer, {
      found,
      wanted,
      fix: "set the stage in the agency's file back, or take the stages between",
    }),
  ];
}

function checkEvidence(bearer: JudgedResource, lifecycle: Lifecycle): Violation[] {
  const missing = missingEvidence(lifecycle.stage, lifecycle);
  if (missing.length === 0) return [];
  const found = `belongs to a stack at stage ${lifecycle.stage} without ${enumerate(missing)}`;
  return [violation(stageGate, bearer, { found, wanted: `evidence before stage ${lifecycle.stage}` })];
}

/** One finding for each stage that resources claim beyond their stack's own. */
function checkClaims(resources: readonly JudgedResource[], lifecycle: Lifecycle): Violation[] {
  const claims = new Map<LifecycleStage, { first: JudgedResource; count: number }>();
  for (const resource of resources) {
    const label = labelOf(resource, "stage");
    const stage = LIFECYCLE_STAGES.find((known) => known === label);
    if (stage === undefined || LIFECYCLE_STAGES.indexOf(stage) <= LIFECYCLE_STAGES.indexOf(lifecycle.stage)) continue;
    const claim = claims.get(stage);
    if (!claim) claims.set(stage, { first: resource, count: 1 });
    else claims.set(stage, { first: resource.urn < claim.first.urn ? resource : claim.first, count: claim.count + 1 });
  }
  return [...claims].flatMap(([stage, { first, count }]) => {
    const missing = missingEvidence(stage, lifecycle);
    if (missing.length === 0) return [];
    const others = count === 1 ? "" : ` (as do ${count - 1} more)`;
    const found = `claims stage ${stage}${others} in a stack at stage ${lifecycle.stage}, without ${enumerate(missing)}`;
    return [
      violation(stageGate, first, {
        found,
        wanted: `evidence before stage ${stage}`,
        fix: `tag it stage:${lifecycle.stage}, or write down the evidence and move the stack`,
      }),
    ];
  });
}
