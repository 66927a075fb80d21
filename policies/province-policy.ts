import type { PolicyConfigSchema, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import type { PolicyContext } from "./policy.ts";
import type { ProvinceContext } from "./province-context.ts";

/** `PolicyContext` as the pack's config schema: Pulumi refuses a config that does not fit. */
const schema: PolicyConfigSchema = {
  properties: {
    addresses: {
      type: "string",
      enum: ["documentation", "registered"],
      description: "Which addresses the environment uses (NET-07)",
    },
    agency: { type: "string", description: "Code of the agency that the stack belongs to (TAG-01)" },
    phase: {
      type: "integer",
      minimum: 1,
      maximum: 3,
      description: "Phase of the IPv6 plan: in phase 1 family-related policies advise",
    },
    mode: { type: "string", enum: ["dual", "v6-preferred", "v6-only"] },
    securityLevel: { type: "integer", minimum: 1, maximum: 5 },
    zones: {
      type: "object",
      description: "The agency's prefixes by zone code (NET-03)",
      additionalProperties: {
        type: "object",
        properties: { ipv6: { type: "string" }, ipv4: { type: "string" }, addressMode: { type: "string" } },
        required: ["ipv6", "ipv4", "addressMode"],
      },
    },
    dualStackExternalNetworks: { type: "array", items: { type: "string" }, description: "Names or ids (RTR-02)" },
    ulaPrefixes: { type: "array", items: { type: "string" }, description: "Unique local /48s of the plan (NET-09)" },
    tags: { type: "object", additionalProperties: { type: "string" }, description: "Values for missing tags (TAG-01)" },
    platform: { type: "boolean", description: "True in the stack that owns external networks" },
  },
};

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
    configSchema: schema,
    remediateResource: (args) => take(args),
    validateResource: (args) => take(args),
  };
}
