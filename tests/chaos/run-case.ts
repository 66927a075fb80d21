import type { Case } from "./cases.ts";
import { disturbed } from "./disturb.ts";
import { type HandChange, handChanges } from "./hand-changes.ts";
import { handOf } from "./hand.ts";
import type { Difference, Listing } from "./listing/listing.ts";
import type { Variant } from "./province.ts";
import type { CommandEnd, World } from "./world.ts";

/** What an undisturbed bringing-up leaves. */
export interface Undisturbed {
  /** Before anything was made, and after all was taken away. */
  nothing: Listing;
  plain: Listing;
  changed: Listing;
}

/** What stands at the end of a command that ended well. */
export type Standing = keyof Undisturbed;

/** What came of a case. */
export interface Outcome {
  /** After how many runs of the same command all was as if undisturbed: 0 when the disturbed one got there; undefined: never. */
  convergedAfter: number | undefined;
  /** Kills, faults or changes that really were. */
  disturbances: number;
  told: string[];
  /** What was still not so in the end. */
  differences: Difference[];
  /** The end of what the last command printed, where it did not converge. */
  said: string;
  seconds: number;
}

const RUNS = 2;
/** The agency whose tenant is changed by hand. */
const AGENCY = "15061";
const UP = ["up", "--no-prove", "--yes"];
const DESTROY = ["destroy", "--all", "--yes"];

/** What must stand before a case, and what after it; `now` is what stands. */
export function roadOf({ disturbing }: Case, now: Standing): { from: Standing; to: Standing } {
  const standing = now === "nothing" ? "plain" : now;
  if (disturbing.kind === "hand") return { from: standing, to: standing };
  if (disturbing.phase === "create") return { from: "nothing", to: "plain" };
  if (disturbing.phase === "destroy") return { from: standing, to: "nothing" };
  return { from: standing, to: standing === "plain" ? "changed" : "plain" };
}

/**
 * Brings the world to where something stands, undisturbed.
 * @throws Error with what the command said
 */
export async function bring(world: World, to: Standing): Promise<void> {
  const words = wordsTo(world, to);
  const before = world.proxy.unanswered.length;
  const { code, output } = await world.start(words).ended;
  if (code === 0) return;
  const said = [...world.proxy.unanswered.slice(before), tailOf(output)].join("\n");
  throw new Error(`undisturbed, province ${words.join(" ")} ended with ${code}:\n${said}`);
}

/** Runs one case in a world that has what the case starts from. */
export async function runCase(world: World, each: Case, to: Standing, undisturbed: Undisturbed): Promise<Outcome> {
  return outcomeOf(world, undisturbed[to], async () => {
    const { disturbing } = each;
    if (disturbing.kind === "hand") return changedByHand(world, handChanges[disturbing.change]!);
    const words = wordsTo(world, to);
    return { words, ...(await disturbed(world, each, words)) };
  });
}

/** Goes where a case begins, with nothing that disturbs. */
export async function undisturbedRun(world: World, to: Standing, undisturbed: Undisturbed): Promise<Outcome> {
  return outcomeOf(world, undisturbed[to], async () => {
    const words = wordsTo(world, to);
    return { words, disturbances: 0, told: [], ...(await world.start(words).ended) };
  });
}

async function outcomeOf(world: World, expected: Listing, begin: () => Promise<Work>): Promise<Outcome> {
  const begun = performance.now();
  const work = await begin().catch((error: unknown) => failed(error));
  const outcome: Outcome = {
    convergedAfter: undefined,
    disturbances: work.disturbances,
    told: work.told,
    differences: [],
    said: "",
    seconds: 0,
  };
  let last: Pick<CommandEnd, "code" | "output"> = work;
  const spent = work.spent ?? 0;
  for (let runs = spent; runs <= RUNS; runs += 1) {
    if (runs > spent && work.words.length > 0) last = await world.start(work.words).ended;
    outcome.differences = last.code === 0 || runs === RUNS ? await world.differencesTo(expected) : [];
    if (last.code !== 0 || outcome.differences.length > 0) continue;
    outcome.convergedAfter = runs;
    break;
  }
  if (outcome.convergedAfter === undefined)
    outcome.said = `province ${work.words.join(" ")} ended with ${last.code}:\n${tailOf(last.output)}`;
  outcome.seconds = (performance.now() - begun) / 1000;
  return outcome;
}

/** The campaign itself could not do what it wanted, such as a change by hand that the API refuses. */
function failed(error: unknown): Work {
  const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { words: [], code: 1, output, disturbances: 0, told: [] };
}

/** What is run before anybody ran something again: a change by hand is mended by nothing yet. */
interface Work extends Pick<CommandEnd, "code" | "output"> {
  /** How many of its runs nothing disturbed, and so count as runs of the same command again. */
  spent?: number;
  words: readonly string[];
  disturbances: number;
  told: string[];
}

async function changedByHand(world: World, change: HandChange): Promise<Work> {
  const hand = await handOf(world.session, AGENCY);
  await change.make(hand);
  const done = { disturbances: 1, told: [change.name] };
  if (change.mendedBy !== "person") return { words: [...UP, `--${change.mendedBy}`], code: 1, output: "", ...done };
  const words = ["verify", AGENCY];
  const named = await world.start(words).ended;
  await change.undo?.(hand);
  if (named.code === 0 || !named.output.includes(change.seenAs))
    return { words: [], code: 1, output: `verify did not call it ${change.seenAs}:\n${named.output}`, ...done };
  return { words, code: 0, output: named.output, ...done };
}

function wordsTo(world: World, to: Standing): readonly string[] {
  if (to === "nothing") return DESTROY;
  const variant: Variant = to;
  world.province.become(variant);
  return UP;
}

function tailOf(output: string): string {
  return output.trimEnd().split("\n").slice(-12).join("\n");
}
