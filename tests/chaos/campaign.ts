import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Case, caseOf, caseText } from "./cases.ts";
import { handChanges } from "./hand-changes.ts";
import { differences } from "./listing/listing.ts";
import { bring, type Outcome, roadOf, runCase, type Standing, type Undisturbed, undisturbedRun } from "./run-case.ts";
import { newWorld, type World } from "./world.ts";

/** What a campaign is to do. */
export interface CampaignOptions {
  seed: string;
  cloud: string;
  /** No case begins after so many minutes; undefined where the counts decide. */
  minutes: number | undefined;
  /** As many of each at least; of all cases where absent. */
  wanted: Partial<Record<Counted, number>>;
  /** These cases alone, by number. */
  only: readonly number[];
  /** How long a silent API keeps a connection. */
  silenceMs: number;
  say: (line: string) => void;
  /** Folder for the transcript and the state of each case that did not converge. */
  keep?: string;
}

/** What is counted: a chain of kills is many, a run at 5 % holds many faults; what goes wrong between is none of them. */
export type Counted = "kills" | "faults" | "changes" | "services" | "disks" | "between";

/** So many disturbances and differences of a case that did not converge are shown; `--json` has all. */
const SHOWN = 12;

/** A case with what came of it. */
export interface CaseResult extends Outcome {
  number: number;
  counted: Counted;
  what: string;
}

/** What a case counts as. */
export function countedAs({ disturbing }: Case): Counted {
  const names = { kill: "kills", fault: "faults", hand: "changes", service: "services", disk: "disks" } as const;
  return names[disturbing.kind];
}

/** Whether a case is still needed for the counts that are wanted. */
export function isNeeded(
  each: Case,
  options: Pick<CampaignOptions, "wanted" | "only">,
  done: readonly CaseResult[],
): boolean {
  if (options.only.length > 0) return options.only.includes(each.number);
  if (Object.keys(options.wanted).length === 0) return true;
  const counted = countedAs(each);
  return countOf(done, counted) < (options.wanted[counted] ?? 0);
}

/** Whether nothing is left to do. */
export function isOver(
  options: Pick<CampaignOptions, "wanted" | "only">,
  number: number,
  done: readonly CaseResult[],
): boolean {
  if (options.only.length > 0) return number > Math.max(...options.only);
  const wanted = Object.entries(options.wanted);
  return wanted.length > 0 && wanted.every(([counted, count]) => countOf(done, counted as Counted) >= count);
}

function countOf(done: readonly CaseResult[], counted: Counted): number {
  return done.filter((each) => each.counted === counted).reduce((sum, { disturbances }) => sum + disturbances, 0);
}

/**
 * Runs a campaign on a cloud of its own and takes it down in the end. After a case that did not converge everything is
 * made anew, so that the next one begins where it would have.
 * @throws Error when an undisturbed run does not end well: then nothing can be said of disturbed ones
 */
export async function campaign(options: CampaignOptions): Promise<CaseResult[]> {
  const { seed, say } = options;
  const begun = Date.now();
  const results: CaseResult[] = [];
  let world = await newWorld(options.cloud, options.silenceMs);
  const endAtOnce = (): void => void world.close().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, endAtOnce);
  try {
    const cases = options.only.map((number) => caseOf(seed, number, handChanges.length));
    const { undisturbed, at } = await undisturbedIn(world, cases, say);
    let now: Standing = at;
    const note = (result: CaseResult): void => {
      results.push(result);
      say(lineOf(result));
      if (options.keep !== undefined && result.convergedAfter === undefined)
        keepCase(world, options.keep, result, undisturbed);
      world.transcript.length = 0;
    };
    let stuck = false;
    const goTo = async (to: Standing, number: number): Promise<void> => {
      if (!stuck && now !== to) {
        // What an earlier case left may be seen only now.
        const outcome = await undisturbedRun(world, to, undisturbed);
        stuck = outcome.convergedAfter === undefined;
        if (stuck) note({ number, counted: "between", what: `undisturbed, from ${now} to ${to}`, ...outcome });
      }
      if (stuck) {
        await world.close();
        world = await newWorld(options.cloud, options.silenceMs);
        if (to !== "nothing") await bring(world, to);
        stuck = false;
      }
      now = to;
    };
    let number = 1;
    for (; !isOver(options, number, results); number += 1) {
      if (options.minutes !== undefined && Date.now() - begun > options.minutes * 60_000) break;
      const each = caseOf(seed, number, handChanges.length);
      if (!isNeeded(each, options, results)) continue;
      const { from, to } = roadOf(each, stuck ? "nothing" : now);
      await goTo(from, number);
      const outcome = await runCase(world, each, to, undisturbed);
      now = to;
      const what = caseText(each, (change) => handChanges[change]!.name);
      note({ number, counted: countedAs(each), what, ...outcome });
      stuck = outcome.convergedAfter === undefined;
    }
    if (!stuck) await goTo("nothing", number);
    return results;
  } finally {
    await world.close();
  }
}

/**
 * The listings of undisturbed runs, and what stands after them. They must be the same each time: else they say nothing of
 * disturbed ones. Where only some cases are wanted, no more is brought up than these need.
 */
async function undisturbedIn(
  world: World,
  cases: readonly Case[],
  say: (line: string) => void,
): Promise<{ undisturbed: Undisturbed; at: Standing }> {
  // Neutron makes what a project has by default when somebody first asks.
  await world.list();
  const nothing = await world.list();
  const brought = async (to: Standing) => {
    const start = performance.now();
    await bring(world, to);
    say(`undisturbed, ${to}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
    return world.list();
  };
  const plain = await brought("plain");
  const some = cases.length > 0;
  if (some && !cases.some(({ disturbing }) => disturbing.kind !== "hand" && disturbing.phase === "change"))
    return { undisturbed: { nothing, plain, changed: plain }, at: "plain" };
  const changed = await brought("changed");
  const undisturbed = { nothing, plain, changed };
  if (differences(plain, changed).length === 0) throw new Error("the change of the province changes nothing");
  if (some) return { undisturbed, at: "changed" };
  for (const to of ["plain", "nothing"] as const) {
    await brought(to);
    const found = await world.differencesTo(undisturbed[to]);
    if (found.length > 0) throw new Error(`undisturbed runs differ (${to}): ${JSON.stringify(found, null, 2)}`);
  }
  return { undisturbed, at: "nothing" };
}

/** What tells why a case did not converge: all that was printed, the state as it is, and what was to be there. */
function keepCase({ transcript, province }: World, folder: string, result: CaseResult, undisturbed: Undisturbed): void {
  const its = join(folder, `case-${result.number}`);
  mkdirSync(its, { recursive: true });
  writeFileSync(join(its, "transcript.txt"), transcript.join("\n"));
  writeFileSync(join(its, "result.json"), JSON.stringify({ result, undisturbed }, null, 2));
  cpSync(province.state, join(its, "state"), { recursive: true });
}

function lineOf({ number, what, convergedAfter, differences: found, said, told, seconds }: CaseResult): string {
  const verdict = convergedAfter === undefined ? "✗ not" : `✓ after ${convergedAfter}`;
  const head = `${String(number).padStart(4)}  ${verdict}  ${what} (${told.length}; ${seconds.toFixed(0)} s)`;
  if (convergedAfter !== undefined) return head;
  const texts = found.map(({ what: how, kind, text }) => `${how} ${kind}: ${how === "changed" ? text : nameIn(text)}`);
  return [head, ...told.slice(0, SHOWN), ...texts.slice(0, SHOWN), said].join("\n").replaceAll("\n", "\n      ");
}

/** Of an object its name and project, or all of it where it has none. */
function nameIn(text: string): string {
  try {
    const { name, project_id: project } = JSON.parse(text) as Record<string, unknown>;
    return typeof name === "string" && name !== "" ? [name, project].join(" ").trim() : text.slice(0, 400);
  } catch {
    return text;
  }
}
