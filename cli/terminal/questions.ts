import { createInterface } from "node:readline/promises";
import { languageOf, type Text } from "../../model/text.ts";
import { exitCode, UserError } from "./exit-codes.ts";
import { say } from "./language.ts";

/** A question that is answered by yes or no. */
export function yesNo(question: Text): string {
  return say({ en: `${question.en} [y/N] `, vi: `${question.vi} [c/K] ` });
}

/** True for a yes: `y` and `yes` in both languages, `c` and `có` in Vietnamese. */
export function isYes(answer: string): boolean {
  const yes = languageOf() === "vi" ? /^(y(es)?|c|có)$/i : /^y(es)?$/i;
  return yes.test(answer.trim().normalize("NFC"));
}

/** Asks one question; an empty answer takes the proposal. */
export type Ask = (question: string, proposal: string | undefined) => Promise<string | undefined>;

/** Questions at the terminal. `ask` throws `UserError` when the person leaves (Ctrl-C, Ctrl-D). */
export function openQuestions(): { ask: Ask; close(): void } {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const left = new Promise<never>((_, reject) => {
    terminal.once("close", () =>
      reject(new UserError({ en: "Nothing was written.", vi: "Chưa ghi gì." }, exitCode.interrupted)),
    );
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
export async function confirm(question: Text): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new UserError({
      en: `${question.en} Say --yes where nobody can answer.`,
      vi: `${question.vi} Nơi không có ai trả lời, hãy ghi --yes.`,
    });
  }
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(yesNo(question));
  prompt.close();
  if (isYes(answer)) return;
  throw new UserError({ en: "Nothing was taken away.", vi: "Chưa gỡ bỏ gì." }, exitCode.interrupted);
}
