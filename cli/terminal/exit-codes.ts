import { asText, type Text, TextError } from "../../model/text.ts";

/** What the exit code of every command means; documented in docs/cli.md. */
export const exitCode = {
  /** Done; no mandatory violation. */
  fine: 0,
  /** Violations, a failed probe, or an operation that failed. */
  failed: 1,
  /** Bad input: a fault in stacks/ or in the command line. Change your file. */
  badInput: 2,
  /** Not possible on this machine (no root, not Linux, no engine to be had). Ask the platform team. */
  impossible: 3,
  interrupted: 130,
} as const;

/** An error that the user can act on: printed without a stack trace, with its own exit code. */
export class UserError extends TextError {
  override name = "UserError";
  readonly code: number;
  /** @param message in both languages, or as somebody else said it already */
  constructor(message: string | Text, code: number = exitCode.badInput, options?: ErrorOptions) {
    super(asText(message), options);
    this.code = code;
  }
}
