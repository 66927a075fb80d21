import type { JudgedResource } from "../policy.ts";

/**
 * The resource that bears a finding about the stack as a whole: the first by URN of those that stand for something,
 * so that it is the same one whatever order the resources come in. Undefined for a stack without any.
 */
export function standIn(resources: readonly JudgedResource[]): JudgedResource | undefined {
  let first: JudgedResource | undefined;
  for (const resource of resources) {
    // Stacks, providers and components are not what anyone looks for in a cloud.
    if (!resource.type.startsWith("openstack:") || resource.external) continue;
    if (first === undefined || resource.urn < first.urn) first = resource;
  }
  return first;
}

/** URNs of what the program only reads: nothing found of it is this stack's to mend. */
export function externalUrns(resources: readonly JudgedResource[]): ReadonlySet<string> {
  return new Set(resources.flatMap(({ external, urn }) => (external ? [urn] : [])));
}
