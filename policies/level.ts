import type { Level, PolicyContext, PolicyMetadata, Violation } from "./policy.ts";

/**
 * Level at which a violation is reported: the policy's own, or milder (R1-11: in phase 1
 * family-related mandatory policies advise). A violation that brings its own level keeps it.
 */
export function levelOf(policy: PolicyMetadata, violation: Violation, context: PolicyContext): Level {
  // A resource that still violates after remediation fails, as in Pulumi.
  if (policy.level === "remediate") return "mandatory";
  if (violation.level) return violation.level;
  return policy.familyRelated && policy.level === "mandatory" && context.phase === 1 ? "advisory" : policy.level;
}

/** The policy's name in Pulumi's output: `net-01-network-dual-stack`. */
export function pulumiName(policy: PolicyMetadata): string {
  return `${policy.id.toLowerCase()}-${policy.slug}`;
}
