import { createInterface } from "node:readline/promises";
import { exitCode, UserError } from "./exit-codes.ts";

/** Asks one question; an empty answer takes the proposal. */
export type Ask = (question: string, proposal: string | undefined) => Promise<string | undefined>;

/** Questions at the terminal. `ask` throws `UserError` when the person leaves (Ctrl-C, Ctrl-D). */
export function openQuestions(): { ask: Ask; close(): void } {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const left = new Promise<never>((_, reject) => {
    terminal.once("close", () => reject(new UserError("Nothing was written.", exitCode.interrupted)));
  });
  left.catch(() => undefined); // after the last answer, closing is no error
  return {
    ask: async (question, proposal) => {
      const suffix = proposal === undefined ? "" : ` [${proposal}]`;
      const answer = (await Promise.race([terminal.question(`${question}${suffix}: `), left])).trim();
      return answer === "" ? proposal : answer;
    },
    close: () => terminal.close(),
  };
}

/** Goes on after a yes at the terminal alone. @throws UserError after any other answer, and where nobody can answer */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new UserError(`${question} Say --yes where nobody can answer.`);
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`${question} [y/N] `);
  prompt.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new UserError("Nothing was taken away.", exitCode.interrupted);
}
