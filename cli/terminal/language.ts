import { type Language, LANGUAGES, say, textOf } from "../../model/text.ts";
import { UserError } from "./exit-codes.ts";

export { say } from "../../model/text.ts";

const VARIABLE = "PROVINCE_LANG";

/**
 * Takes up `--lang` of a command line before anything of it is read, so that help and the parser's errors are in that
 * language too. As `PROVINCE_LANG` it reaches worker threads and the processes that a command starts; who sets the
 * variable need not say `--lang`.
 * @throws UserError where the variable names no language; what `--lang` names is the parser's to judge
 */
export function chooseLanguage(argv: readonly string[], environment: NodeJS.ProcessEnv = process.env): void {
  for (const [index, word] of argv.entries()) {
    const named = word === "--lang" ? argv[index + 1] : /^--lang=(.*)$/.exec(word)?.[1];
    if (isLanguage(named)) environment[VARIABLE] = named;
  }
  const chosen = environment[VARIABLE];
  if (!chosen || isLanguage(chosen)) return;
  throw new UserError({
    en: `${VARIABLE} is \`${chosen}\`: write ${LANGUAGES.join(" or ")}.`,
    vi: `${VARIABLE} là \`${chosen}\`: hãy ghi ${LANGUAGES.join(" hoặc ")}.`,
  });
}

const isLanguage = (word: string | undefined): word is Language => LANGUAGES.some((each) => each === word);

/** What an error says, in the language that this process speaks where it says it in both. */
export function wordsOf(error: unknown): string {
  return say(textOf(error));
}
