import { inBoth, type Text, TextError } from "../model/text.ts";

/**
 * An engine that could not be set up, or an operation of it that failed: what happened, and what the
 * user can do about it. The text holds both; no secret is ever part of it.
 */
export class EngineError extends TextError {
  override name = "EngineError";
  /** @param advice what to do, as whole sentences; absent when there is nothing but to try again */
  constructor(what: Text, advice?: Text, cause?: unknown) {
    super(advice === undefined ? what : inBoth((language) => `${what[language]}\n${advice[language]}`), { cause });
  }
}
