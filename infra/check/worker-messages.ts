import type { PlanVerdict } from "./stack-verdict.ts";
import type { QueuedStack } from "./stack-work.ts";

/** What comes of one stack; errors and resources as text, since they cross a thread. */
export type Outcome =
  | {
      verdict: PlanVerdict;
      /** JSON, indented by two; only where it was asked for. */
      resources?: string;
    }
  | { error: string };

/** What a worker is told: a stack to do, under a number that its answer bears. */
export interface Order {
  number: number;
  queued: QueuedStack;
  /** Whether the resources are wanted beside the verdict. */
  resources: boolean;
}

/** What a worker says of a stack. */
export interface Answer {
  number: number;
  outcome: Outcome;
}
