/**
 * An engine that could not be set up, or an operation of it that failed: what happened, and what the
 * user can do about it. The message holds both; no secret is ever part of it.
 */
export class EngineError extends Error {
  /** What to do, as whole sentences; "" when there is nothing but to try again. */
  readonly advice: string;

  constructor(what: string, advice = "", cause?: unknown) {
    super(advice === "" ? what : `${what}\n${advice}`, { cause });
    this.name = "EngineError";
    this.advice = advice;
  }
}
