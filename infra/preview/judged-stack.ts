import { judge } from "../../policies/judge.ts";
import type { Finding, WaivedFinding, JudgedResource, PolicyContext } from "../../policies/policy.ts";
import type { PlannedResource, StackPreview } from "./planned-resource.ts";
import { judgedInputs } from "./property-value.ts";

/** A plan with the policies' verdict on it. */
export interface JudgedStack extends StackPreview {
  findings: Finding[];
  /** What approved exceptions let pass. */
  waived: WaivedFinding[];
}

/** A planned resource as the policies see it. */
export function judgedResource(resource: PlannedResource): JudgedResource {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    ...(resource.parent === undefined ? {} : { parent: resource.parent }),
    inputs: judgedInputs(resource.raw),
    propertyDependencies: resource.propertyDependencies,
    protect: resource.protect,
  };
}

/** Judges a plan with the policies that Pulumi's `--policy-pack` runs. */
export function judgePreview(plan: StackPreview, context: PolicyContext): JudgedStack {
  const { findings, waived } = judge(plan.resources.map(judgedResource), context);
  return { ...plan, findings, waived };
}
