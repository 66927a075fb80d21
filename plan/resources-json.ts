import type { JudgedPlan } from "../../plan/judged-plan.ts";
import { displayInputs } from "../../plan/property-value.ts";

/** The resources of a plan as JSON, sorted by URN; secrets read `[secret]`. */
export const resourcesJson = ({ resources }: Pick<JudgedPlan, "resources">) =>
  resources.map((resource) => ({
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    parent: resource.parent ?? null,
    inputs: displayInputs(resource.raw),
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    protect: resource.protect,
  }));

/**
 * Plans as one JSON document, sorted and stable byte for byte. Unknown values are the engine's own sentinel
 * (04da6b54-80e4-46f7-96ec-b56ff0331ba9), secrets read `[secret]`.
 */
export const planJson = (plans: readonly JudgedPlan[]): string =>
  `${JSON.stringify(
    {
      stacks: plans.map((plan) => ({
        name: plan.stack,
        resources: resourcesJson(plan),
        findings: plan.findings,
      })),
    },
    null,
    2,
  )}\n`;
