import { idOf, preview, withReferences, type Draft } from "../examples/drafts.ts";
import type { JudgedResource } from "../policy.ts";

/** As a state shows the drafts: ids known, no `propertyDependencies`. */
export function applied(drafts: readonly Draft[]): JudgedResource[] {
  return blind(drafts).map((resource, index) => ({
    ...resource,
    inputs: withReferences(drafts[index]!.inputs, idOf) as Record<string, unknown>,
    id: idOf(resource.name),
  }));
}

/** As a preview without changes shows them, once they are there: ids known, and links too. */
export function replanned(drafts: readonly Draft[]): JudgedResource[] {
  const links = preview(drafts);
  return applied(drafts).map((resource, index) => ({
    ...resource,
    propertyDependencies: links[index]!.propertyDependencies,
  }));
}

/** As the worst preview shows them: ids unknown and nothing that says where they come from. */
export function blind(drafts: readonly Draft[]): JudgedResource[] {
  return preview(drafts).map((resource) => ({ ...resource, propertyDependencies: {} }));
}
