import type { PlanVerdict } from "../stack-verdict.ts";
import type { QueuedStack } from "./stack-work.ts";

/** What a worker is told: a stack to do, under a number that its answer bears. */
export interface Order {
  number: number;
  queued: QueuedStack;
}

/** What a worker says of a stack. */
export type Answer = { number: number; verdict: PlanVerdict } | { number: number; error: string };
