import { asText, inBoth, type Text, TextError } from "../model/text.ts";

/**
 * An engine that could not be set up, or an operation of it that failed: what happened, and what the
 * user can do about it. The text holds both; no secret is ever part of it.
 */
export class EngineError extends TextError {
  override name = "EngineError";
  /** What to do, as whole sentences; "" when there is nothing but to try again. */
  readonly advice: Text;

  constructor(what: string | Text, advice: string | Text = "", cause?: unknown) {
    const [said, todo] = [asText(what), asText(advice)];
    super(
      inBoth((language) => [said[language], todo[language]].filter((part) => part !== "").join("\n")),
      { cause },
    );
    this.advice = todo;
  }
}
