import { randomOf } from "../random.ts";

/** What may become of a request on its way to an API; `after` is after the API carried it out. */
export const FAULTS = [
  "500 before",
  "503 before",
  "429 before",
  "504 after",
  "cut before",
  "cut after",
  "silence before",
  "silence after",
] as const;

export type Fault = (typeof FAULTS)[number];

/**
 * Draws faults at a rate, from 0 to 1. The n-th request of a route gets the same one whatever came between, since a
 * program sends requests side by side and their order differs from run to run.
 */
export function faultsAt(rate: number, seed: string): (route: string) => Fault | undefined {
  const seen = new Map<string, number>();
  return (route) => {
    const nth = (seen.get(route) ?? 0) + 1;
    seen.set(route, nth);
    const random = randomOf(`${seed} ${route} ${nth}`);
    return random.next() < rate ? random.pick(FAULTS) : undefined;
  };
}
