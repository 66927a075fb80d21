import { createInterface } from "node:readline/promises";
import { lossLines } from "../../engine/losses/losses.ts";
import { LossError } from "../../engine/losses/refuse-losses.ts";
import type { Part } from "../terminal/progress.ts";

/** Asks a person something that is answered by yes or no; undefined where nobody can answer. */
export type AskYes = (question: string) => Promise<boolean>;

/** How to ask at this terminal; undefined where there is none. */
export function terminalQuestion(signal: AbortSignal): AskYes | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return async (question) => {
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    // The terminal is readline's meanwhile: Ctrl-C would end nothing.
    prompt.on("SIGINT", () => process.emit("SIGINT"));
    try {
      return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `, { signal })).trim());
    } finally {
      prompt.close();
    }
  };
}

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
    const list = stopped.flatMap(({ error }) => [
      `${error.ofStack}:`,
      ...lossLines(error.losses).map((line) => `  ${line.en}`),
    ]);
    if (!(await ask(["", ...list, "Go on with that?"].join("\n")))) return settled;
    for (const { error } of stopped) agreed.add(error.ofStack);
    const again = await settle(stopped.flatMap(({ index }) => parts[index] ?? []));
    for (const [turn, { index }] of stopped.entries()) settled[index] = again[turn] as PromiseSettledResult<T>;
  }
}
