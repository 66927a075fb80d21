import type { PolicyConfigSchema, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { z } from "zod";
import { policyContext, type PolicyContext } from "../context.ts";
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
    // Pulumi's type of a JSON Schema is narrower than zod's
    configSchema: { properties: z.toJSONSchema(policyContext).properties } as PolicyConfigSchema,
    remediateResource: (args) => take(args),
    validateResource: (args) => take(args),
  };
}
