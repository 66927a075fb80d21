import Table from "cli-table3";
import { median } from "./measure.ts";

export const TOOLS = ["Pulumi", "Terraform"] as const;

export type Tool = (typeof TOOLS)[number];

export const PHASES = ["up", "nothing changed", "destroy"] as const;

export type Phase = (typeof PHASES)[number];

/** Seconds of each phase of one tenant's life. */
export type Round = Record<Phase, number>;

/** A round by each tool, one right after the other. */
export type Pair = Record<Tool, Round>;

/** The order of the rounds of each pair: the tools take turns to go first, so that none always finds what the other left. */
export function turns(pairs: number): (readonly Tool[])[] {
  return Array.from({ length: pairs }, (_, pair) => (pair % 2 === 0 ? TOOLS : TOOLS.toReversed()));
}

/** Runs the pairs, one round after the other. */
export async function timePairs(pairs: number, rounds: Record<Tool, () => Promise<Round>>): Promise<Pair[]> {
  const timed: Pair[] = [];
  for (const order of turns(pairs)) {
    const pair: Partial<Pair> = {};
    for (const tool of order) pair[tool] = await rounds[tool]();
    timed.push(pair as Pair);
  }
  return timed;
}

/** How a phase compares: Pulumi's seconds divided by Terraform's of the same pair, so less than 1 where Pulumi is faster. */
export interface Ratio {
  phase: Phase;
  minimum: number;
  median: number;
  maximum: number;
  /** Median seconds of each. */
  seconds: Record<Tool, number>;
}

/** A row for each phase. */
export function ratiosOf(pairs: readonly Pair[]): Ratio[] {
  return PHASES.map((phase) => {
    const ratios = pairs.map(({ Pulumi, Terraform }) => Pulumi[phase] / Terraform[phase]);
    const secondsBy = (tool: Tool): number => median(pairs.map((pair) => pair[tool][phase]));
    return {
      phase,
      minimum: Math.min(...ratios),
      median: median(ratios),
      maximum: Math.max(...ratios),
      seconds: { Pulumi: secondsBy("Pulumi"), Terraform: secondsBy("Terraform") },
    };
  });
}

/** The ratios for a person to read. */
export function ratioTable(ratios: readonly Ratio[]): string {
  const head = ["phase", ...TOOLS.map((tool) => `${tool}, median`), "ratio: minimum", "median", "maximum"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { phase, minimum, median: middle, maximum, seconds } of ratios) {
    const times = TOOLS.map((tool) => `${seconds[tool].toFixed(1)} s`);
    table.push([phase, ...times, ...[minimum, middle, maximum].map((ratio) => ratio.toFixed(2))]);
  }
  return table.toString();
}
