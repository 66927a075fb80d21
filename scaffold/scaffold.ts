import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The repository that this scaffold is part of. */
export const ROOT = dirname(import.meta.dirname);

/** What a scaffold writes, and what is left to the one who asked for it. */
export interface Scaffold {
  /** Whole texts by file, from the root of the repository. */
  files: Readonly<Record<string, string>>;
  /** In the order in which to do it. */
  next: readonly string[];
}

/** Why nothing is written, in words for the one who asked. */
export class Refusal extends Error {}

/** `hasName` of `has-name`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `HasName` of `has-name`. */
export function pascalCase(name: string): string {
  return camelCase(`-${name}`);
}

/** A template of this folder with the words in the places of `{{their names}}`. Throws on a place without a word. */
export function filled(template: string, words: Readonly<Record<string, string>>): string {
  const text = readFileSync(join(import.meta.dirname, template), "utf8");
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`${template} asks for ${place}`);
    return word;
  });
}

/** The text with `added` before the line `line`. Throws when the text has no such line. */
export function withLinesBefore(text: string, line: string, added: string): string {
  const at = `\n${text}`.indexOf(`\n${line}\n`);
  if (at < 0) throw new Error(`no line "${line}" to write before`);
  return `${text.slice(0, at)}${added}\n${text.slice(at)}`;
}
