import { type Target, TARGETS } from "./processes.ts";
import { type Random, randomOf } from "./random.ts";

/** What goes on while it is disturbed: from nothing to all, from one state of the province to the other, to nothing. */
export const PHASES = ["create", "change", "destroy"] as const;

export type Phase = (typeof PHASES)[number];

/** What the toolkit makes, each kind in stacks of its own. */
export const STACK_KINDS = ["platform", "project", "agency"] as const;

export type StackKind = (typeof STACK_KINDS)[number];

/** The kind of a stack, by its name. */
export function kindOfStack(stack: string): StackKind {
  if (stack === "platform") return "platform";
  return stack.startsWith("project-") ? "project" : "agency";
}

/** A kill at a request that changes the cloud. */
export interface Kill {
  target: Target;
  /** Whose requests are counted. */
  of: StackKind;
  /** The first is 1. */
  nth: number;
  /** Before the API has it, before the sender hears of it, or after. */
  when: "arrived" | "carriedOut" | "answered";
  delayMs: number;
}

/** Services of the local cloud's node that are ended and started, and those that are only held for a while. */
export const STOPPED = ["keystone", "glance", "neutron", "nova-api", "placement"] as const;
export const HELD = ["mariadb", "rabbitmq", "nova-conductor", "nova-scheduler", "nova-compute", "ovn-northd"] as const;

/** What disturbs the work of a case. */
export type Disturbing =
  | { kind: "kill"; phase: Phase; kills: readonly Kill[] }
  | { kind: "fault"; phase: Phase; rate: number; runs: number }
  | { kind: "service"; phase: Phase; service: string; stop: boolean; nth: number; seconds: number }
  | { kind: "disk"; phase: Phase; of: StackKind; nth: number }
  | { kind: "hand"; change: number };

/** One case of a campaign. It can be had again alone, by the campaign's seed and its number. */
export interface Case {
  /** From 1. */
  number: number;
  seed: string;
  disturbing: Disturbing;
}

const KILLS_IN_A_CHAIN = 8;
/** About as many requests that change something as the stacks of a kind send in a phase. */
const REQUESTS: Readonly<Record<Phase, Readonly<Record<StackKind, number>>>> = {
  create: { platform: 24, project: 40, agency: 160 },
  change: { platform: 2, project: 4, agency: 40 },
  destroy: { platform: 12, project: 24, agency: 90 },
};
/** A change by hand after each of the others but the last, after which nothing stands. */
const CYCLE = ["create", "hand", "change", "hand", "change", "hand", "destroy"] as const;
/** As many kills as anything else; of another length than the cycle, so that each comes in each phase. */
const KINDS = ["kill", "fault", "kill", "service", "kill", "fault", "disk"] as const;

/** The n-th case of a campaign, n from 1. `changes` is how many kinds of change by hand there are. */
export function caseOf(seed: string, number: number, changes: number): Case {
  const own = `${seed} ${number}`;
  return { number, seed: own, disturbing: disturbingOf(seed, number, changes, randomOf(own)) };
}

function disturbingOf(seed: string, number: number, changes: number, random: Random): Disturbing {
  const step = CYCLE[(number - 1) % CYCLE.length]!;
  const round = Math.floor((number - 1) / CYCLE.length);
  const before = CYCLE.slice(0, (number - 1) % CYCLE.length);
  const hands = round * 3 + before.filter((each) => each === "hand").length;
  if (step === "hand")
    return { kind: "hand", change: shuffled(changes, seed, Math.floor(hands / changes))[hands % changes]! };
  const others = round * 4 + before.filter((each) => each !== "hand").length;
  const kind = KINDS[others % KINDS.length]!;
  const of = random.pick(STACK_KINDS);
  if (kind === "kill") return { kind, phase: step, kills: chainOf(step, random) };
  if (kind === "fault") return { kind, phase: step, rate: random.pick([0.05, 0.15]), runs: 1 + random.below(3) };
  if (kind === "disk") return { kind, phase: step, of, nth: 1 + random.below(REQUESTS[step][of]) };
  const stop = random.next() < 0.6;
  const service = stop ? random.pick(STOPPED) : random.pick(HELD);
  return {
    kind,
    phase: step,
    service,
    stop,
    nth: 1 + random.below(REQUESTS[step].agency),
    seconds: 2 + random.below(6),
  };
}

/** In the order in which stacks are made, or taken away: what is done is not disturbed any more. */
function chainOf(phase: Phase, random: Random): Kill[] {
  const order = (of: StackKind): number => STACK_KINDS.indexOf(of) * (phase === "destroy" ? -1 : 1);
  return Array.from({ length: KILLS_IN_A_CHAIN }, () => killOf(phase, random)).toSorted(
    (a, b) => order(a.of) - order(b.of),
  );
}

function killOf(phase: Phase, random: Random): Kill {
  // As often as its requests are of all.
  const of = random.pick(STACK_KINDS.flatMap((kind) => Array.from({ length: REQUESTS[phase][kind] }, () => kind)));
  return {
    target: random.pick(TARGETS),
    of,
    // Each run of a chain goes on where the one before it was killed.
    nth: 1 + random.below(Math.ceil(REQUESTS[phase][of] / KILLS_IN_A_CHAIN)),
    when: random.pick(["arrived", "carriedOut", "answered"]),
    delayMs: random.next() < 0.5 ? 0 : random.below(400),
  };
}

/** The whole numbers below `count` in the order of a round. */
function shuffled(count: number, seed: string, round: number): number[] {
  const random = randomOf(`${seed} changes by hand ${round}`);
  return Array.from({ length: count }, (_, index) => [random.next(), index] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, index]) => index);
}

/** A case in a few words. */
export function caseText({ disturbing }: Case, nameOfChange: (change: number) => string): string {
  if (disturbing.kind === "hand") return `by hand: ${nameOfChange(disturbing.change)}`;
  const { kind, phase } = disturbing;
  if (kind === "kill")
    return `${phase}, killed: ${disturbing.kills.map(({ target, of }) => `${target} of ${of}`).join(", ")}`;
  if (kind === "fault") return `${phase}, ${disturbing.rate * 100} % of requests fail, ${disturbing.runs} times`;
  if (kind === "disk") return `${phase}, disk full at request ${disturbing.nth} of ${disturbing.of}`;
  return `${phase}, ${disturbing.service} ${disturbing.stop ? "stopped" : "held"} for ${disturbing.seconds} s`;
}
