import { type Deployment, revealed } from "../checkpoint.ts";
import { inOrder, plainInputs, type PlannedResource, providerReference } from "./planned-resource.ts";
import type { Wanted } from "./search.ts";

/**
 * What a stack would make and may have made: interrupted creations, what its state lacks, and what is in doubt. Each
 * after what it hangs on.
 *
 * @param taken - URNs of interrupted creations that are settled
 */
export function wantedOf(
  state: Deployment,
  { planned = [], doubtful = new Set() }: { planned?: readonly PlannedResource[]; doubtful?: ReadonlySet<string> },
  taken: ReadonlySet<string>,
): Wanted[] {
  const resources = state.resources ?? [];
  const present = new Map(resources.filter((each) => each["delete"] !== true).map(({ urn, id }) => [urn, id]));
  const begun = new Map(
    (state.pending_operations ?? [])
      .filter(({ resource, type }) => type === "creating" && !taken.has(resource.urn))
      .map(({ resource }) => [resource.urn, resource]),
  );
  const isInDoubt = (urn: string): boolean => begun.has(urn) || doubtful.has(urn);
  const wanted = (urn: string, type: string, more: Omit<Wanted, "urn" | "type" | "doubtful" | "present">): Wanted => ({
    urn,
    type,
    doubtful: isInDoubt(urn),
    present: present.get(urn),
    ...more,
  });
  // The inputs of what was begun are all known, those of a plan are not.
  const ofBegun = (urn: string, propertyDependencies: Wanted["propertyDependencies"]): Wanted[] => {
    const resource = begun.get(urn);
    if (resource === undefined) return [];
    const inputs = revealed(resource.inputs ?? {}) as Record<string, unknown>;
    return [wanted(urn, resource.type, { inputs, propertyDependencies, provider: resource.provider ?? "" })];
  };
  const ofPlan = ({ urn, type, custom, raw, propertyDependencies, provider: named }: PlannedResource): Wanted[] => {
    if (begun.has(urn)) return ofBegun(urn, propertyDependencies);
    const provider = providerReference(named, resources);
    // Nothing was made by a provider that the state does not know.
    if (!custom || provider === undefined || taken.has(urn) || (present.has(urn) && !isInDoubt(urn))) return [];
    return [wanted(urn, type, { inputs: plainInputs(raw) as Record<string, unknown>, propertyDependencies, provider })];
  };
  const inPlan = new Set(planned.map(({ urn }) => urn));
  return [
    ...inOrder(planned).flatMap(ofPlan),
    ...[...begun.keys()].filter((urn) => !inPlan.has(urn)).flatMap((urn) => ofBegun(urn, {})),
  ];
}
