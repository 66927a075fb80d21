import { isDeepStrictEqual } from "node:util";
import { type Deployment, masked, type ResourceState } from "../checkpoint.ts";
import type { PlannedResource } from "../recovery/planned-resource.ts";
import { emptyingInputs, holdingKind, replacingInputs } from "./kinds.ts";
import { knownInput, urnsOf } from "./planned-inputs.ts";

/** Outputs of a stack by the name that another one refers to it with, as they are in its state now. */
export type OutputsNow = (reference: string) => Record<string, unknown> | undefined;

/**
 * Whether an update may replace, delete or empty something that holds data or addresses, by the state and the offline
 * plan alone. "No" is sure, as far as state and cloud agree; "yes" may turn out to be nothing once an engine has looked:
 * what is not known before the update counts as changed where anything that it was made from has changed. Pure.
 */
export function mayLose(state: Deployment, planned: readonly PlannedResource[], outputsNow: OutputsNow): boolean {
  const standing = (state.resources ?? []).filter((each) => each["delete"] !== true);
  const holding = standing.filter(({ type }) => holdingKind(type) !== undefined);
  if (holding.length === 0) return false;
  const plan = new Map(planned.flatMap((each) => urnsOf(each).map((urn) => [urn, each] as const)));
  const steady = steadiness(standing, plan, outputsNow);
  return holding.some((resource) => {
    const now = plan.get(resource.urn);
    return now === undefined || !isKept(resource, now, steady);
  });
}

type Steady = (urn: string) => boolean;

/** Whether what others take from a resource is after the update what it was before. */
function steadiness(
  standing: readonly ResourceState[],
  plan: ReadonlyMap<string, PlannedResource>,
  outputsNow: OutputsNow,
): Steady {
  const before = new Map(standing.map((each) => [each.urn, each]));
  const known = new Map<string, boolean>();
  const steady: Steady = (urn) => {
    const found = known.get(urn);
    if (found !== undefined) return found;
    const [was, now] = [before.get(urn), plan.get(urn)];
    // Until it is looked at: a resource can't have been made from itself.
    known.set(urn, false);
    const result =
      was?.type === STACK_REFERENCE
        ? isUnchangedReference(was, outputsNow)
        : was !== undefined && now !== undefined && (!now.custom || isUnchanged(was, now, Object.keys, steady));
    known.set(urn, result);
    return result;
  };
  return steady;
}

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

function isUnchangedReference({ inputs, outputs }: ResourceState, outputsNow: OutputsNow): boolean {
  const name = inputs?.["name"];
  const now = typeof name === "string" ? outputsNow(name) : undefined;
  return now !== undefined && isDeepStrictEqual(masked(outputs?.["outputs"]), masked(now));
}

/** Whether a resource that holds something stays as it is, whatever else of it changes. */
function isKept(was: ResourceState, now: PlannedResource, steady: Steady): boolean {
  const fatal = replacingInputs(now.type);
  if (was.type !== now.type || !sameProvider(was, now)) return false;
  return isUnchanged(was, now, (all) => (fatal ? [...fatal, ...emptyingInputs(now.type)] : Object.keys(all)), steady);
}

/** An empty provider is the default one, which each engine names by its version. */
function sameProvider(was: ResourceState, now: PlannedResource): boolean {
  const urn = /^.*(?=::)/.exec(now.provider)?.[0];
  return urn === undefined || was.provider === undefined || was.provider.startsWith(`${urn}::`);
}

function isUnchanged(
  was: ResourceState,
  now: PlannedResource,
  which: (inputs: Record<string, unknown>) => readonly string[],
  steady: Steady,
): boolean {
  const before = withoutDefaults(was.inputs ?? {}) as Record<string, unknown>;
  const given = Object.fromEntries(
    Object.entries(now.raw).filter(([, value]) => value !== undefined && value !== null),
  );
  return which({ ...before, ...given }).every((input) => {
    if (!(input in given)) return !(input in before);
    const known = knownInput(given[input]);
    if (known !== undefined) return isDeepStrictEqual(known, before[input]);
    const from = now.propertyDependencies[input] ?? [];
    return input in before && from.length > 0 && from.every(steady);
  });
}

/** Inputs less what the provider put there by itself, which it names in `__defaults`. */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== "object" || value === null) return value;
  const { __defaults: defaults, ...rest } = value as Record<string, unknown>;
  const own = Array.isArray(defaults) ? (defaults as unknown[]) : [];
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !own.includes(key))
      .map(([key, each]) => [key, withoutDefaults(each)]),
  );
}
