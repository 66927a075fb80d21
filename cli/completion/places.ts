import type { Command, Option } from "commander";

export interface Word {
  word: string;
  /** What it does or names, on one line; empty where the word says it. */
  does: string;
}

/**
 * What may be typed at each place of a command line: behind `province address show` its subcommands, arguments and
 * options, behind `province check --format` the values of that option. An option whose value is free has no words.
 */
export type Places = ReadonlyMap<string, readonly Word[]>;

/** What stands for an argument or for the value of an option, by its name: `agency`, `stack`, `site`. */
export type Values = Readonly<Record<string, readonly Word[]>>;

/** All places of a program, by its definitions. */
export function placesOf(program: Command, values: Values = {}): Places {
  const places = new Map<string, readonly Word[]>();
  const visit = (command: Command, at: string): void => {
    const help = command.createHelp();
    const options = help.visibleOptions(command);
    places.set(at, [
      ...help.visibleCommands(command).map((each) => plainWord(each.name(), each.description())),
      ...command.registeredArguments.flatMap((each) => valuesOf(each.name(), each.argChoices, values)),
      ...options.flatMap((option) => names(option).map((name) => plainWord(name, option.description))),
    ]);
    for (const option of options.filter(({ required }) => required)) {
      const placeholder = /<([\w-]+)/.exec(option.flags)?.[1] ?? "";
      for (const name of names(option)) places.set(`${at} ${name}`, valuesOf(placeholder, option.argChoices, values));
    }
    for (const each of command.commands) visit(each, `${at} ${each.name()}`);
  };
  visit(program, program.name());
  return places;
}

const names = ({ short, long }: Option): string[] => [short, long].filter((name) => name !== undefined);

const plainWord = (word: string, does: string): Word => ({ word, does: does.replaceAll(/\s+/g, " ") });

/** Choices as they are; else what is known by the name. */
const valuesOf = (name: string, choices: readonly string[] | undefined, values: Values): readonly Word[] =>
  choices?.map((word) => ({ word, does: "" })) ?? (Object.hasOwn(values, name) ? (values[name] ?? []) : []);
