import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { contextSchema } from "../context-schema.ts";
import type { PolicyContext } from "../policy.ts";
import type { ProvinceContext } from "./province-context.ts";

/**
 * No policy, but the place where a user writes what the others may know: Pulumi keeps config by policy, and
 * gives each policy only its own. It is the first of the pack, so it runs before any other, and its level is
 * the only one at which Pulumi calls it before the repairs too.
 */
export function provincePolicy(context: ProvinceContext): ResourceValidationPolicy {
  const take = (args: ResourceValidationArgs) => context.configure(args.getConfig<PolicyContext>());
  return {
    name: "province",
    description: "Holds what the other policies may know of the stack, as config. Finds nothing itself.",
    enforcementLevel: "remediate",
    configSchema: contextSchema,
    remediateResource: (args) => take(args),
    validateResource: (args) => take(args),
  };
}
