import type { JudgedResource, Level, PolicyMetadata, Violation } from "./policy.ts";
import { shortType } from "./resources/types.ts";

/** The parts of a message: what was found, what is wanted, how to come from one to the other. */
export interface Fault {
  /** A sentence's predicate with the value found: `has only IPv4 subnets (10.96.32.0/24)`. */
  found: string;
  wanted: string;
  /** Where the policy's own fix is too general. */
  fix?: string;
  level?: Level;
}

/** `Network "dmz"`: how messages name a resource. */
export function nameOf(resource: JudgedResource): string {
  return `${shortType(resource.type)} "${resource.name}"`;
}

/** One violation, its message in the form that all policies share. */
export function violation(policy: PolicyMetadata, resource: JudgedResource, fault: Fault): Violation {
  const message = `${nameOf(resource)} ${fault.found}; ${policy.id} wants ${fault.wanted}. Fix: ${fault.fix ?? policy.fix}`;
  return { resource: resource.urn, message, ...(fault.level ? { level: fault.level } : {}) };
}

/** The violations without those that say the same of the same resource once more. */
export function distinct(violations: readonly Violation[]): Violation[] {
  return [...new Map(violations.map((each) => [`${each.resource} ${each.message}`, each])).values()];
}

/** `a, b and c`, sorted by the caller. */
export function enumerate(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "none") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
