import { judge } from "../../policies/judge.ts";
import type { Finding, LifecycleStage, PolicyContext } from "../../policies/policy.ts";
import { stageGate } from "../../policies/rules/lifecycle/stage-gate.ts";
import type { SideStack } from "./planned-side.ts";

/** What the policies may know of the newer side, and at which stage the older one stood. */
export function comparedContext(before: PolicyContext | undefined, after: PolicyContext): PolicyContext {
  const previous: LifecycleStage | undefined = before?.lifecycle?.stage;
  if (previous === undefined || after.lifecycle === undefined) return after;
  return { ...after, lifecycle: { ...after.lifecycle, previous } };
}

/**
 * The newer side with what LIF-01 says of the step between the two: a plan alone knows its own stage, not the one
 * before. Waivers hold. `context` is `comparedContext`.
 */
export function withStageStep(stack: SideStack, context: PolicyContext): SideStack {
  const { lifecycle } = context;
  if (lifecycle?.previous === undefined || lifecycle.previous === lifecycle.stage) return stack;
  const said = new Set(stack.findings.map((finding) => keyOf(finding)));
  const { findings } = judge(stack.resources, context, { policies: [stageGate] });
  return { ...stack, findings: [...stack.findings, ...findings.filter((finding) => !said.has(keyOf(finding)))] };
}

const keyOf = ({ policy, resource, message }: Finding): string => [policy, resource, message.en].join("\0");
