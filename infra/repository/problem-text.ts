import type { Problem } from "../../model/messages/problem.ts";
import { type Language, languageOf } from "../../model/text.ts";

/** How many faults of one file a person is shown: one slip can break all that follows it. */
const SHOWN_OF_FILE = 20;

/** `file:line:column: what is wrong`, and below it what would be right. */
export function problemText(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}${problem.hint === undefined ? "" : `\n    ${problem.hint}`}`;
}

/** Problems as a person reads them, file by file, and how many there are. */
export function problemsText(problems: readonly Problem[], lang: Language = languageOf()): string {
  const files = [...Map.groupBy(problems, ({ file }) => file)].map(([file, own]) => {
    const hidden = own.length - SHOWN_OF_FILE;
    const shown = own.slice(0, SHOWN_OF_FILE).map(problemText);
    return [...shown, ...(hidden > 0 ? [moreIn(file, hidden)[lang]] : [])].join("\n");
  });
  return `${files.join("\n")}\n\n${countOf(problems.length)[lang]}`;
}

const moreIn = (file: string, hidden: number): Record<Language, string> => ({
  en: `${file}: and ${hidden} more; many follow from the first ones (all of them: check --json)`,
  vi: `${file}: còn ${hidden} lỗi nữa; nhiều lỗi do các lỗi đầu gây ra (xem đủ: check --json)`,
});

const countOf = (count: number): Record<Language, string> => ({
  en: `${count} fault${count === 1 ? "" : "s"} in stacks/; nothing was changed.`,
  vi: `${count} lỗi trong stacks/; chưa thay đổi gì.`,
});
