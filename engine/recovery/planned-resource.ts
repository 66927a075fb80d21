import { UNKNOWN_VALUE } from "../../openstack/kinds/compare.ts";
import { kindToFind } from "../../openstack/kinds/kind.ts";
import { type ResourceState, secretSignature, typeOf } from "../checkpoint.ts";

/** One resource that a stack's program registers, as an engine would get it; the offline plan has this shape. */
export interface PlannedResource {
  urn: string;
  type: string;
  /** URN of the parent; absent for the stack itself. */
  parent?: string;
  /** False for components. */
  custom: boolean;
  /** Inputs in the engine's own marks for secrets and for what is not known yet. */
  raw: Readonly<Record<string, unknown>>;
  dependencies: readonly string[];
  propertyDependencies: Readonly<Record<string, readonly string[]>>;
  protect: boolean;
  /** Whole URNs, or `name:` and another name under the same parent. */
  aliases?: readonly string[];
  /** `<provider URN>::<id>`, or empty for the default provider. */
  provider: string;
}

/** How the engine writes a value that is not known yet, and marks what is more than a plain value (sdk/go/common/resource). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Inputs as they compare with what an API stores: secrets in the clear, `UNKNOWN_VALUE` for what is not known. */
export function plainInputs(raw: unknown): unknown {
  if (raw === UNKNOWN) return UNKNOWN_VALUE;
  if (Array.isArray(raw)) return raw.map(plainInputs);
  if (typeof raw !== "object" || raw === null) return raw;
  const record = raw as Record<string, unknown>;
  const mark = record[secretSignature];
  if (mark === SECRET || mark === OUTPUT) return "value" in record ? plainInputs(record["value"]) : UNKNOWN_VALUE;
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, plainInputs(value)]));
}

/** Whether an input holds a secret; then it is one as a whole wherever it is written. */
export function holdsSecret(raw: unknown): boolean {
  if (typeof raw !== "object" || raw === null) return false;
  const record = raw as Record<string, unknown>;
  if (record[secretSignature] === SECRET || record["secret"] === true) return true;
  return Object.values(record).some(holdsSecret);
}

/** A secret in the clear, as `pulumi stack import` takes it and encrypts it. */
export function secretInState(value: unknown): Record<string, unknown> {
  return { [secretSignature]: SECRET, plaintext: JSON.stringify(value) };
}

/** Each after what it depends on; what is not in the plan counts as there. */
export function inOrder<T extends PlannedResource>(planned: readonly T[]): T[] {
  const byUrn = new Map(planned.map((each) => [each.urn, each]));
  const ordered = new Set<T>();
  const entered = new Set<string>();
  const enter = (resource: T): void => {
    if (entered.has(resource.urn)) return;
    entered.add(resource.urn);
    for (const urn of [resource.parent ?? "", ...resource.dependencies]) {
      const before = byUrn.get(urn);
      if (before !== undefined) enter(before);
    }
    ordered.add(resource);
  };
  for (const resource of planned) enter(resource);
  return [...ordered];
}

/**
 * The inputs with the ids of what they lead to, where those are known. An input that is not known leads to the one
 * resource, or the ones, of the type that the table of kinds says and that it was made from.
 *
 * @param ids - by URN
 */
export function linkedInputs(
  { type, propertyDependencies }: Pick<PlannedResource, "type" | "propertyDependencies">,
  inputs: Readonly<Record<string, unknown>>,
  ids: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const kind = kindToFind(type);
  const owner = Array.isArray(kind?.project) ? (kind.project as readonly string[]) : [];
  return Object.fromEntries(
    Object.entries(inputs).map(([input, value]) => {
      const from = (target: string | undefined): string[] =>
        (propertyDependencies[input] ?? []).filter((urn) => target !== undefined && typeOf(urn) === target);
      /** As many unknown values as there are resources that they can come from: one alone, or a set of them. */
      const linked = (unknown: readonly unknown[], target: string | undefined): unknown[] => {
        const urns = from(target);
        const isAll = unknown.length === urns.length && unknown.every((each) => each === UNKNOWN_VALUE);
        return isAll ? urns.map((urn) => ids.get(urn) ?? UNKNOWN_VALUE) : [...unknown];
      };
      const target = kind?.fields[input]?.refers ?? (owner.includes(input) ? PROJECT : undefined);
      if (!Array.isArray(value)) return [input, linked([value], target)[0]];
      const keys = Object.entries(kind?.links?.[input] ?? {});
      const [only, ...others] = value as unknown[];
      // Which of several comes from which resource, nothing tells.
      if (others.length > 0 || typeof only !== "object" || only === null) return [input, linked(value, target)];
      const element = only as Record<string, unknown>;
      const known = keys
        .filter(([key]) => element[key] === UNKNOWN_VALUE)
        .map(([key, to]) => [key, linked([UNKNOWN_VALUE], to)[0]]);
      return [input, [{ ...element, ...(Object.fromEntries(known) as Record<string, unknown>) }]];
    }),
  );
}

const PROJECT = "openstack:identity/project:Project";

/** The id of the provider in state that a planned resource is made with; undefined when that is not there yet. */
export function providerReference(provider: string, resources: readonly ResourceState[]): string | undefined {
  const [urn] = /^.*(?=::)/.exec(provider) ?? [];
  const own = resources.filter(
    ({ type, delete: leaving }) => type === "pulumi:providers:openstack" && leaving !== true,
  );
  const found =
    urn === undefined
      ? own.findLast((each) => each.urn.split("::").at(-1)?.startsWith("default") === true)
      : own.find((each) => each.urn === urn);
  return found?.id === undefined ? undefined : `${found.urn}::${found.id}`;
}
