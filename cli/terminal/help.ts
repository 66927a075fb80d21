import { Argument, type Command, Help, Option } from "commander";
import type { Text } from "../../model/text.ts";
import { exitCode } from "./exit-codes.ts";
import { say } from "./language.ts";

/** What Commander itself writes in a help, by its own words. */
const WORDS: Readonly<Record<string, Text>> = {
  "Usage:": { en: "Usage:", vi: "Cách dùng:" },
  "Arguments:": { en: "Arguments:", vi: "Tham số:" },
  "Options:": { en: "Options:", vi: "Tùy chọn:" },
  "Commands:": { en: "Commands:", vi: "Các lệnh:" },
  "[options]": { en: "[options]", vi: "[tùy chọn]" },
  "[command]": { en: "[command]", vi: "[lệnh]" },
};

const word = (own: string): string => say(WORDS[own] ?? { en: own, vi: own });

/** `(choices: vi, en; default: vi)` behind a description; nothing where there is neither. */
function facts({ argChoices, defaultValue, defaultValueDescription }: Argument | Option, takesValue: boolean): string {
  const shown = defaultValueDescription ?? (typeof defaultValue === "string" ? defaultValue : String(defaultValue));
  const list = [
    ...(argChoices ? [say({ en: `one of ${argChoices.join(", ")}`, vi: `một trong ${argChoices.join(", ")}` })] : []),
    ...(takesValue && defaultValue !== undefined ? [say({ en: `default ${shown}`, vi: `mặc định ${shown}` })] : []),
  ];
  return list.length === 0 ? "" : ` (${list.join("; ")})`;
}

/** Lets a program and all commands that are added to it speak the language of this process in their help. */
export function speakHelp(program: Command): void {
  program
    .configureHelp({
      styleTitle: word,
      commandUsage: (command) =>
        Help.prototype.commandUsage.call(new Help(), command).replaceAll(/\[(?:options|command)\]/g, word),
      // Every command has options.
      subcommandTerm: (command) => Help.prototype.subcommandTerm.call(new Help(), command).replace(" [options]", ""),
      optionDescription: (option) => `${option.description}${facts(option, option.required || option.optional)}`,
      argumentDescription: (argument) => `${argument.description}${facts(argument, true)}`,
    })
    .helpOption("-h, --help", say({ en: "show this help", vi: "hiện trợ giúp này" }))
    .helpCommand("help [command]", say({ en: "show the help of a command", vi: "hiện trợ giúp của một lệnh" }));
}

export interface HelpEnd {
  /** Command lines without `npx`, and what each does. */
  examples: readonly [line: string, does: Text][];
  /** What exit codes mean of this command, where it is not what they mean of all. */
  exits?: Partial<Record<"failed" | "badInput" | "impossible" | "interrupted", Text>>;
}

/** What exit codes mean of a command that builds or changes something in a cloud. */
export const BUILD_EXITS = {
  impossible: {
    en: "not possible on this machine: no engine or no cloud",
    vi: "không làm được trên máy này: thiếu bộ máy Pulumi hoặc đám mây",
  },
  interrupted: {
    en: "interrupted; the same command goes on from here",
    vi: "bị ngắt; chạy lại lệnh này để làm tiếp",
  },
} as const;

const EXITS: Readonly<Record<"fine" | "badInput", Text>> = {
  fine: { en: "done", vi: "đã xong" },
  badInput: {
    en: "bad input: a fault in stacks/ or on the command line",
    vi: "đầu vào sai: lỗi trong stacks/ hoặc trong dòng lệnh",
  },
};

/** Examples and exit codes, for the end of a command's help. */
export function helpEnd({ examples, exits = {} }: HelpEnd): string {
  const codes = Object.entries({ ...EXITS, ...exits })
    .map(([name, text]) => [exitCode[name as keyof typeof exitCode], text] as const)
    .toSorted(([a], [b]) => a - b);
  return [
    "",
    say({ en: "Examples:", vi: "Ví dụ:" }),
    ...examples.flatMap(([line, does]) => [`  ${line}`, `      ${say(does)}`]),
    "",
    say({ en: "Exit codes:", vi: "Mã thoát:" }),
    ...codes.map(([code, text]) => `  ${String(code).padEnd(3)}  ${say(text)}`),
  ].join("\n");
}
