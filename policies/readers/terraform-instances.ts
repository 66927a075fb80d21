import { stepsOf, withoutIndexes, type Source, type Step } from "./terraform-references.ts";

/** One instance of a resource, by its address. */
interface Addressed {
  address: string;
}

/** Finds the instances that sources mean, as far as a program's JSON tells. */
export class Instances<T extends Addressed> {
  readonly #byBase: ReadonlyMap<string, readonly { instance: T; steps: Step[] }[]>;

  constructor(all: readonly T[]) {
    const entries = all.map((instance) => ({ instance, steps: stepsOf(instance.address) }));
    this.#byBase = Map.groupBy(entries, ({ instance }) => withoutIndexes(instance.address));
  }

  /**
   * The instances that the instance at `from` may mean by a source: those of its own instance of a module, of the
   * index that the program writes out, and, where the expression varies with `count` or `for_each`, the one of the same
   * index if there is one.
   */
  meant({ address, varies }: Source, from: string): T[] {
    const wanted = stepsOf(address);
    const own = stepsOf(from);
    const shared = sharedModules(wanted, own);
    const fitting = (this.#byBase.get(withoutIndexes(address)) ?? []).filter(({ steps }) =>
      steps.every(({ index }, at) => {
        const written = wanted[at]!.index || (at < shared ? own[at]!.index : "");
        return written === "" || written === index;
      }),
    );
    return (varies ? sameIndex(fitting, own) : fitting).map(({ instance }) => instance);
  }
}

/** How many leading steps of two addresses are the same modules: `module`, `tenant` of `module.tenant["a"].t.n`. */
function sharedModules(wanted: readonly Step[], own: readonly Step[]): number {
  let shared = 0;
  while (wanted[shared]?.name === "module" && own[shared]?.name === "module") {
    const [a, b] = [wanted[shared + 1], own[shared + 1]];
    if (a?.name !== b?.name || (a?.index && a.index !== b?.index)) break;
    shared += 2;
  }
  return shared;
}

/** Of several instances the only one with an index of the referring one, its own first. */
function sameIndex<T extends { steps: Step[] }>(all: readonly T[], own: readonly Step[]): readonly T[] {
  if (all.length < 2) return all;
  const indexes = own.flatMap(({ index }) => (index === "" ? [] : [index])).toReversed();
  for (const index of indexes) {
    const same = all.filter(({ steps }) => steps.some((step) => step.index === index));
    if (same.length === 1) return same;
  }
  return all;
}
