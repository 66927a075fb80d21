import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { shortType } from "../resources/types.ts";

/** A resource as an example writes it; `ref` stands for the id of another one. */
export interface Draft {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  /** Default false. */
  protect?: boolean;
  /** True for what the program only reads: its id is known from the beginning. */
  external?: boolean;
}

class Ref {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** The id of the draft of that name. */
export function ref(name: string): unknown {
  return new Ref(name);
}

/** A draft's value with something else for each reference. */
export function withReferences(value: unknown, replace: (name: string) => unknown): unknown {
  if (value instanceof Ref) return replace(value.name);
  if (Array.isArray(value)) return value.map((element) => withReferences(element, replace));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, withReferences(element, replace)]));
  }
  return value;
}

export function urnOf(name: string, type: string): string {
  return `urn:pulumi:stttt::test::${type}::${name}`;
}

/** The provider's id of the draft of that name, once it is there. */
export function idOf(name: string): string {
  return `id-of-${name}`;
}

/**
 * As a first preview shows the drafts: ids unknown but of what is only read, links by `propertyDependencies`. Throws on
 * two drafts of one name and on a reference to none.
 */
export function preview(drafts: readonly Draft[]): JudgedResource[] {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]));
  if (byName.size !== drafts.length) throw new Error("two drafts of one name");
  return drafts.map((draft) => {
    const propertyDependencies: Record<string, string[]> = {};
    const inputs: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(draft.inputs)) {
      const from = new Set<string>();
      inputs[key] = withReferences(value, (name) => {
        const other = byName.get(name);
        if (!other) throw new Error(`${shortType(draft.type)} ${draft.name} refers to ${name}, which is not there`);
        from.add(urnOf(name, other.type));
        return other.external ? idOf(name) : UNKNOWN;
      });
      if (from.size > 0) propertyDependencies[key] = [...from];
    }
    return {
      urn: urnOf(draft.name, draft.type),
      type: draft.type,
      name: draft.name,
      inputs,
      propertyDependencies,
      protect: draft.protect ?? false,
      ...(draft.external ? { external: true, id: idOf(draft.name) } : {}),
    };
  });
}
