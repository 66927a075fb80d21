import { createHash } from "node:crypto";
import type { Deployment, ResourceState } from "../checkpoint.ts";
import { holdsSecret, inOrder, type PlannedResource, secretInState } from "./planned-resource.ts";
import type { Found } from "./search.ts";

/**
 * State in which creations whose result was found count as done: the engine then reads them from the cloud at the next
 * refresh, as it does with any other resource. What the state has already is left alone, so that a recovery that was
 * itself interrupted can be repeated.
 *
 * @param found - what the cloud has, by URN
 * @param planned - what the program would register: the components above them among it
 * @param providerOf - reference of the provider that a planned resource is made with
 */
export function withAdopted(
  deployment: Deployment,
  found: ReadonlyMap<string, Found>,
  planned: readonly PlannedResource[],
  providerOf: (planned: PlannedResource) => string | undefined,
): Deployment {
  const resources = [...(deployment.resources ?? [])];
  const present = new Set(resources.map(({ urn }) => urn));
  const add = (resource: ResourceState): void => {
    resources.push(resource);
    present.add(resource.urn);
  };
  // Last in the list, each after what it hangs on: a resource may refer to earlier ones alone.
  const pending = (deployment.pending_operations ?? []).filter(({ type }) => type === "creating");
  const byUrn = new Map(planned.map((each) => [each.urn, each]));
  const above = (urn: string | undefined): void => {
    const component = urn === undefined ? undefined : byUrn.get(urn);
    if (component === undefined || present.has(component.urn) || component.custom) return;
    above(component.parent);
    add(stateOf(component, present));
  };
  const order = inOrder(planned).map(({ urn }) => urn);
  for (const urn of new Set([...order, ...found.keys()])) {
    const one = found.get(urn);
    if (one === undefined || present.has(urn)) continue;
    const resource = byUrn.get(urn);
    const begun = pending.find((each) => each.resource.urn === urn)?.resource;
    above(resource?.parent);
    const entry = begun ?? (resource === undefined ? undefined : plannedState(resource, one, present, providerOf));
    if (entry === undefined) continue;
    // Until it is read again nobody knows whether its later steps were made, such as its tags.
    add({
      ...entry,
      id: one.id,
      outputs: outputsOf(entry.inputs ?? {}, one),
      initErrors: ["taken over, and not read yet"],
    });
  }
  return { ...deployment, resources };
}

function stateOf(planned: PlannedResource, present: ReadonlySet<string>): ResourceState {
  const { urn, type, custom, parent, dependencies, propertyDependencies, protect } = planned;
  const there = (urns: readonly string[]): string[] => urns.filter((each) => present.has(each));
  return {
    urn,
    custom,
    type,
    ...(parent === undefined ? {} : { parent }),
    ...(protect ? { protect } : {}),
    dependencies: there(dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([input, urns]) => [input, there(urns)]),
    ),
  };
}

function plannedState(
  planned: PlannedResource,
  { inputs }: Found,
  present: ReadonlySet<string>,
  providerOf: (planned: PlannedResource) => string | undefined,
): ResourceState {
  const written = Object.entries(inputs).map(([input, value]) => [
    input,
    holdsSecret(planned.raw[input]) ? secretInState(value) : value,
  ]);
  return {
    ...stateOf(planned, present),
    inputs: Object.fromEntries(written) as Record<string, unknown>,
    provider: providerOf(planned),
  };
}

/** What the provider would have answered, as far as it can't read it back: fingerprints and defaults of its own. */
function outputsOf(inputs: Readonly<Record<string, unknown>>, { kind, inputs: plain }: Found): Record<string, unknown> {
  const kept = Object.entries(kind.stored ?? {}).flatMap(([input, algorithm]) => {
    const value = plain[input];
    return typeof value === "string" ? [[input, createHash(algorithm).update(value).digest("hex")]] : [];
  });
  const unread = Object.entries(kind.unread ?? {}).map(([input, value]) => [
    input,
    typeof value === "string" ? value.replace(/^~/, process.env["HOME"] ?? "") : value,
  ]);
  return {
    ...(Object.fromEntries(unread) as Record<string, unknown>),
    ...inputs,
    ...(Object.fromEntries(kept) as Record<string, unknown>),
  };
}
