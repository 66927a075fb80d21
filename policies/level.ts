import type { JudgedResource, Level, PolicyContext, PolicyMetadata, Violation } from "./policy.ts";
import { labelOf } from "./resources/labels.ts";

/**
 * Level at which a violation is reported: the policy's own, or milder (R1-11: in phase 1
 * family-related mandatory policies advise). A violation that brings its own level keeps it. `resource` is the one
 * that the violation names, where it is at hand: its system may be in a phase of its own.
 */
export function levelOf(
  policy: PolicyMetadata,
  violation: Violation,
  context: PolicyContext,
  resource?: JudgedResource,
): Level {
  // A resource that still violates after remediation fails, as in Pulumi.
  if (policy.level === "remediate") return "mandatory";
  if (violation.level) return violation.level;
  const advises = policy.familyRelated && policy.level === "mandatory" && phaseOf(resource, context) === 1;
  return advises ? "advisory" : policy.level;
}

/**
 * What a user's config (`enforcementLevel`) leaves of a finding's level, as Pulumi takes it: what is milder than the
 * policy's own level stays so, and what nobody repaired fails.
 */
export function configuredLevel(found: Level, policy: PolicyMetadata, configured: Level | undefined): Level {
  if (configured === undefined || (found === "advisory" && policy.level !== "advisory")) return found;
  return configured === "remediate" ? "mandatory" : configured;
}

/** Phase of the system that a resource's tag names, else that of the whole stack. */
function phaseOf(resource: JudgedResource | undefined, { phase, systemPhases }: PolicyContext): PolicyContext["phase"] {
  if (resource === undefined || systemPhases === undefined) return phase;
  const system = labelOf(resource, "system");
  return (
    (typeof system === "string" && Object.hasOwn(systemPhases, system) ? systemPhases[system] : undefined) ?? phase
  );
}

/** The policy's name in Pulumi's output: `net-01-network-dual-stack`. */
export function pulumiName(policy: PolicyMetadata): string {
  return `${policy.id.toLowerCase()}-${policy.slug}`;
}
