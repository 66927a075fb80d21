import { compare } from "../order.ts";
import type { Language, Text } from "../text.ts";
import type { Problem } from "./problem.ts";

/** Path of a key in a YAML file: `["allow", 0, "from"]`. */
export type KeyPath = readonly (string | number)[];

/** What is wrong and what would be right; a place in a file makes a fault of it. */
export interface Finding {
  message: Text;
  hint?: Text;
}

/** A problem before a language was chosen. */
export interface Fault extends Finding {
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  path: KeyPath;
}

/** `allow[0].from`; empty for the whole file. */
function keyText(path: KeyPath): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}

/** The faults as a person reads them: one language, by file, line and column, each once. */
export function problemsOf(faults: readonly Fault[], language: Language): Problem[] {
  const problems = faults.map(({ file, line, column, path, message, hint }) => ({
    file,
    line,
    column,
    key: keyText(path),
    message: message[language],
    ...(hint ? { hint: hint[language] } : {}),
  }));
  problems.sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.key + a.message, b.key + b.message),
  );
  return problems.filter(
    (problem, index) => index === 0 || JSON.stringify(problem) !== JSON.stringify(problems[index - 1]),
  );
}
