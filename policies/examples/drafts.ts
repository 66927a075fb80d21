import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { shortType } from "../resources/types.ts";

/** A resource as a test writes it; `ref` stands for the id of another one. */
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
  return resolve(value, ({ name }) => replace(name), new Set());
}

export function urnOf(name: string, type: string): string {
  return `urn:pulumi:stttt::test::${type}::${name}`;
}

function resolve(value: unknown, replace: (ref: Ref) => unknown, seen: Set<string>): unknown {
  if (value instanceof Ref) {
    seen.add(value.name);
    return replace(value);
  }
  if (Array.isArray(value)) return value.map((element) => resolve(element, replace, seen));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, resolve(element, replace, seen)]));
  }
  return value;
}

function judged(drafts: readonly Draft[], idOf: (name: string) => unknown, links: boolean): JudgedResource[] {
  const urns = new Map(drafts.map((draft) => [draft.name, urnOf(draft.name, draft.type)]));
  const read = new Set(drafts.flatMap(({ external, name }) => (external ? [name] : [])));
  if (urns.size !== drafts.length) throw new Error("two drafts of one name");
  return drafts.map((draft) => {
    const propertyDependencies: Record<string, string[]> = {};
    const inputs: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(draft.inputs)) {
      const seen = new Set<string>();
      inputs[key] = resolve(value, ({ name }) => (read.has(name) ? `id-of-${name}` : idOf(name)), seen);
      const made = [...seen].map((name) => {
        const urn = urns.get(name);
        if (!urn) throw new Error(`${shortType(draft.type)} ${draft.name} refers to ${name}, which is not there`);
        return urn;
      });
      if (links && made.length > 0) propertyDependencies[key] = made;
    }
    return {
      urn: urns.get(draft.name)!,
      type: draft.type,
      name: draft.name,
      inputs,
      propertyDependencies,
      protect: draft.protect ?? false,
      ...(draft.external ? { external: true, id: `id-of-${draft.name}` } : {}),
    };
  });
}

/** As a first preview shows it: every id unknown, links by `propertyDependencies`. */
export function preview(drafts: readonly Draft[]): JudgedResource[] {
  return judged(drafts, () => UNKNOWN, true);
}

/** As a state shows it: ids known, no `propertyDependencies`. */
export function applied(drafts: readonly Draft[]): JudgedResource[] {
  return judged(drafts, (name) => `id-of-${name}`, false).map((resource) => ({
    ...resource,
    id: `id-of-${resource.name}`,
  }));
}

/** As the worst preview shows it: ids unknown and nothing that says where they come from. */
export function blind(drafts: readonly Draft[]): JudgedResource[] {
  return judged(drafts, () => UNKNOWN, false);
}

/** The drafts with some inputs of one changed; an input of `undefined` is taken away. */
export function change(drafts: readonly Draft[], name: string, inputs: Record<string, unknown>): Draft[] {
  if (!drafts.some((draft) => draft.name === name)) throw new Error(`no draft ${name}`);
  return drafts.map((draft) => {
    if (draft.name !== name) return draft;
    const merged = Object.entries({ ...draft.inputs, ...inputs }).filter(([, value]) => value !== undefined);
    return { ...draft, inputs: Object.fromEntries(merged) };
  });
}

/** The drafts without those of the given names. */
export function without(drafts: readonly Draft[], ...names: string[]): Draft[] {
  for (const name of names) if (!drafts.some((draft) => draft.name === name)) throw new Error(`no draft ${name}`);
  return drafts.filter((draft) => !names.includes(draft.name));
}
