import { createInterface } from "node:readline/promises";
import { lossLines } from "../../engine/losses/losses.ts";
import { LossError } from "../../engine/losses/refuse-losses.ts";
import { inBoth, type Text } from "../../model/text.ts";
import type { Part } from "../terminal/progress.ts";
import { isYes, yesNo } from "../terminal/questions.ts";

/** Asks a person something that is answered by yes or no; undefined where nobody can answer. */
export type AskYes = (question: Text) => Promise<boolean>;

/** How to ask at this terminal; undefined where there is none. */
export function terminalQuestion(signal: AbortSignal): AskYes | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return async (question) => {
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    // The terminal is readline's meanwhile: Ctrl-C would end nothing.
    prompt.on("SIGINT", () => process.emit("SIGINT"));
    try {
      return isYes(await prompt.question(yesNo(question), { signal }));
    } finally {
      prompt.close();
    }
  };
}

const GO_ON: Text = { en: "Go on with that?", vi: "Vẫn tiếp tục?" };

type Settled<T> = PromiseSettledResult<T>[];

/**
 * Runs parts that each stop before they would end something that holds data or addresses. What was stopped is asked about
 * once, all of it together, when the others have ended; after a yes it runs again with what was agreed to.
 *
 * @param agreed - stacks whose losses somebody has agreed to; grows
 * @param settle - runs parts, each to its end
 * @param ask - undefined where nobody can answer: then what was stopped stays so
 * @returns what became of each part, in their order
 */
export async function askBefore<T>(
  parts: readonly Part<T>[],
  agreed: Set<string>,
  settle: (parts: readonly Part<T>[]) => Promise<Settled<T>>,
  ask: AskYes | undefined,
): Promise<Settled<T>> {
  const settled = await settle(parts);
  for (;;) {
    const stopped = settled.flatMap((each, index) =>
      each.status === "rejected" && each.reason instanceof LossError ? [{ index, error: each.reason }] : [],
    );
    if (stopped.length === 0 || ask === undefined) return settled;
    const question = inBoth((language) =>
      [
        "",
        ...stopped.flatMap(({ error }) => [
          `${error.ofStack}:`,
          ...lossLines(error.losses).map((line) => `  ${line[language]}`),
        ]),
        GO_ON[language],
      ].join("\n"),
    );
    if (!(await ask(question))) return settled;
    for (const { error } of stopped) agreed.add(error.ofStack);
    const again = await settle(stopped.flatMap(({ index }) => parts[index] ?? []));
    for (const [turn, { index }] of stopped.entries()) settled[index] = again[turn] as PromiseSettledResult<T>;
  }
}
