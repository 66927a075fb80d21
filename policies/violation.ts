import { capitalized, type Text } from "./messages/text.ts";
import type { Aspect, JudgedResource, Level, PolicyMetadata, Violation } from "./policy.ts";
import { shortType, vietnameseType } from "./resources/types.ts";

/** The parts of a message: what was found, what is wanted, how to come from one to the other. */
export interface Fault {
  /** A sentence's predicate with the value found: `has only IPv4 subnets (10.96.32.0/24)`. */
  found: Text;
  wanted: Text;
  /** Where the policy's own fix is too general. */
  fix?: Text;
  level?: Level;
  about?: Aspect;
}

/** `Network "dmz"`, `mạng “dmz”`, one of Terraform by its address: how messages name a resource. */
export function named({ type, name, address }: JudgedResource): Text {
  return {
    en: `${shortType(type)} ${address ?? `"${name}"`}`,
    vi: `${vietnameseType(type)} ${address ?? `“${name}”`}`,
  };
}

/** One violation, its message in the form that all policies share. */
export function violation(policy: PolicyMetadata, resource: JudgedResource, fault: Fault): Violation {
  const [name, found, wanted] = [capitalized(named(resource)), fault.found, fault.wanted];
  const fix = fault.fix ?? policy.fix;
  const message = {
    en: `${name.en} ${found.en}; ${policy.id} wants ${wanted.en}. Fix: ${fix.en}`,
    vi: `${name.vi} ${found.vi}; ${policy.id} yêu cầu ${wanted.vi}. Cách sửa: ${fix.vi}`,
  };
  return {
    resource: resource.urn,
    message,
    ...(fault.level ? { level: fault.level } : {}),
    ...(fault.about ? { about: fault.about } : {}),
  };
}

/** The violations without those that say the same of the same resource once more. */
export function distinct(violations: readonly Violation[]): Violation[] {
  return [...new Map(violations.map((each) => [`${each.resource} ${each.message.en}`, each])).values()];
}
