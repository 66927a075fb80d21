import { setTimeout as sleep } from "node:timers/promises";
import { kill } from "../../engine/host/process-table.ts";
import { type Case, type Kill, kindOfStack, type StackKind } from "./cases.ts";
import { processTree, senderOf, victims } from "./processes.ts";
import type { PassingRequest } from "./proxy/fault-proxy.ts";
import { faultsAt } from "./proxy/faults.ts";
import { holdService, restartService } from "./services.ts";
import type { CommandEnd, World } from "./world.ts";

/** What a command that was disturbed came to, and how often it was. */
export interface DisturbedEnd extends CommandEnd {
  /** Kills or faults that really were; a run may end before its moment comes. */
  disturbances: number;
  /** What was done, such as `engine of 15061 at POST 9696 /v2.0/ports`. */
  told: string[];
  /** How many of its runs nothing disturbed: none, or the last one. */
  spent?: number;
}

/** Runs a command once for each step of a chain of disturbances, until one ends well or nothing disturbed it. */
export async function disturbed(
  world: World,
  { disturbing, seed }: Case,
  words: readonly string[],
): Promise<DisturbedEnd> {
  if (disturbing.kind === "kill") {
    const left = [...disturbing.kills];
    return chain(disturbing.kills.map(() => () => runKilled(world, left, words)));
  }
  if (disturbing.kind === "fault") {
    const runs = Array.from({ length: disturbing.runs }, (_, run) => `${seed} ${run}`);
    return chain(runs.map((own) => () => runWithFaults(world, disturbing.rate, own, words)));
  }
  if (disturbing.kind === "service") return runWithoutService(world, disturbing, words);
  if (disturbing.kind === "disk") return runWithFullDisk(world, disturbing, words);
  throw new Error("a change by hand disturbs no command");
}

async function chain(runs: readonly (() => Promise<DisturbedEnd>)[]): Promise<DisturbedEnd> {
  const all: DisturbedEnd = { code: 0, output: "", seconds: 0, disturbances: 0, told: [] };
  for (const run of runs) {
    const end = await run();
    all.code = end.code;
    all.output += end.output;
    all.seconds += end.seconds;
    all.disturbances += end.disturbances;
    all.told.push(...end.told);
    all.spent = end.disturbances === 0 ? 1 : 0;
    if (end.code === 0 || end.disturbances === 0) break;
  }
  return all;
}

/** Calls `act` at the n-th request that changes something for a kind of stack, and gives the stack. */
function atRequest(
  pid: () => number,
  { of, nth }: { of: StackKind; nth: number },
  act: (request: PassingRequest, stack: string) => void,
): (request: PassingRequest) => undefined {
  let count = 0;
  return (request) => {
    if (!request.changes || count >= nth) return;
    const stack = senderOf(request.connection, processTree(pid()))?.stack;
    if (stack === undefined || kindOfStack(stack) !== of) return;
    count += 1;
    if (count === nth) act(request, stack);
  };
}

/** Of the kills that are left each at its moment, as many as the command outlives; those that were are left no more. */
async function runKilled(world: World, left: Kill[], words: readonly string[]): Promise<DisturbedEnd> {
  let pid = 0;
  const told: string[] = [];
  const counts = new Map<Kill, number>();
  const chosen = new Map<PassingRequest, { how: Kill; stack: string }>();
  const note = (request: PassingRequest): void => {
    if (!request.changes || left.length === 0) return;
    const stack = senderOf(request.connection, processTree(pid))?.stack;
    const how = stack === undefined ? undefined : left.find(({ of }) => of === kindOfStack(stack));
    if (stack === undefined || how === undefined) return;
    const count = (counts.get(how) ?? 0) + 1;
    counts.set(how, count);
    if (count === how.nth) chosen.set(request, { how, stack });
  };
  const killAt = async (when: Kill["when"], request: PassingRequest): Promise<void> => {
    const { how, stack } = chosen.get(request) ?? {};
    if (how === undefined || stack === undefined || when !== how.when) return;
    if (how.delayMs > 0) await sleep(how.delayMs);
    const tree = processTree(pid);
    // A destroy runs no program: its engine is killed then.
    const wanted = victims(tree, how.target, stack);
    const killed = wanted.length > 0 ? wanted : victims(tree, "engine", stack);
    for (const each of killed) kill(each, "SIGKILL");
    if (killed.length === 0) {
      counts.delete(how);
      return;
    }
    left.splice(left.indexOf(how), 1);
    told.push(`${wanted.length > 0 ? how.target : "engine"} of ${stack}, ${when} ${request.route}`);
  };
  world.proxy.disturb({
    arrived: async (request) => {
      note(request);
      await killAt("arrived", request);
      return undefined;
    },
    carriedOut: (request) => killAt("carriedOut", request),
    answered: (request) => killAt("answered", request),
  });
  const command = world.start(words);
  pid = command.pid;
  const end = await command.ended;
  world.proxy.disturb(undefined);
  return { ...end, disturbances: told.length, told };
}

async function runWithFaults(
  world: World,
  rate: number,
  seed: string,
  words: readonly string[],
): Promise<DisturbedEnd> {
  const draw = faultsAt(rate, seed);
  const told: string[] = [];
  world.proxy.disturb({
    arrived: ({ route }) => {
      const fault = draw(route);
      if (fault !== undefined) told.push(`${fault} ${route}`);
      return fault;
    },
  });
  const end = await world.start(words).ended;
  world.proxy.disturb(undefined);
  return { ...end, disturbances: told.length, told };
}

async function runWithoutService(
  world: World,
  { service, stop, nth, seconds }: { service: string; stop: boolean; nth: number; seconds: number },
  words: readonly string[],
): Promise<DisturbedEnd> {
  let count = 0;
  let away: Promise<void | Error> | undefined;
  world.proxy.disturb({
    arrived: ({ changes }) => {
      if (changes) count += 1;
      // What went wrong with it is known only when the command has ended.
      if (count === nth)
        away ??= (stop ? restartService : holdService)(world.cloud, service, seconds).catch((error: Error) => error);
      return undefined;
    },
  });
  const end = await world.start(words).ended;
  world.proxy.disturb(undefined);
  const trouble = await away;
  const told = away === undefined ? [] : [`${service} away for ${seconds} s at request ${nth}`];
  if (trouble instanceof Error) throw trouble;
  return { ...end, disturbances: told.length, told };
}

async function runWithFullDisk(
  world: World,
  moment: { of: StackKind; nth: number },
  words: readonly string[],
): Promise<DisturbedEnd> {
  let pid = 0;
  const told: string[] = [];
  world.proxy.disturb({
    arrived: atRequest(
      () => pid,
      moment,
      ({ route }, stack) => {
        world.limitState("full");
        told.push(`the disk is full from ${route} of ${stack} on`);
      },
    ),
  });
  const command = world.start(words);
  pid = command.pid;
  const end = await command.ended;
  world.proxy.disturb(undefined);
  world.limitState("roomy");
  return { ...end, disturbances: told.length, told };
}
