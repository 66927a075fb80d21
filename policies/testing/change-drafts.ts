import type { Draft } from "../examples/drafts.ts";

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
