import type { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runProvince } from "../../tests/province-command.ts";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { buildProgram } from "../main.ts";
import { englishWords } from "./testing/english-words.ts";

/** Every command under a command and itself, with its words on the command line. */
function all(command: Command, words: readonly string[] = []): { command: Command; words: readonly string[] }[] {
  return [{ command, words }, ...command.commands.flatMap((each) => all(each, [...words, each.name()]))];
}

async function program(language: "en" | "vi") {
  vi.stubEnv("PROVINCE_LANG", language);
  return all(await buildProgram());
}

afterEach(() => void vi.unstubAllEnvs());

/** What a definition says to people, by what it is of. */
const said = ({ command, words }: { command: Command; words: readonly string[] }): [of: string, text: string][] => [
  [words.join(" "), command.description()],
  ...command.registeredArguments.map((each): [string, string] => [[...words, each.name()].join(" "), each.description]),
  ...command.options
    .filter(({ hidden }) => !hidden)
    .map(({ flags, description }): [string, string] => [[...words, flags].join(" "), description]),
];

test("every command, argument and option says what it is in both languages, and no English in Vietnamese", async () => {
  const english = (await program("en")).flatMap(said);
  const vietnamese = (await program("vi")).flatMap(said);
  expect(english.length).toBeGreaterThan(150);
  expect(vietnamese.map(([of]) => of)).toEqual(english.map(([of]) => of));
  const faults = vietnamese.filter(
    ([, text], index) => text === "" || text === english[index]?.[1] || englishWords(text).length > 0,
  );
  expect(faults).toEqual([]);
});

const names = (await program("en")).map(({ words }) => words);

describe("the help of each command is Vietnamese to its end, with examples and exit codes", () => {
  test.each(names.map((words) => [words.join(" "), words] as const))("%s", async (_, words) => {
    const { out, code } = await runProvince(REPOSITORY, ...words, "--help", "--lang", "vi");
    expect(code).toBe(0);
    // Names of commands and arguments, and examples, are what is typed.
    const prose = out.replaceAll(/^ {2}(?:province .*|[\w-]+(?= ))/gm, "");
    expect(englishWords(prose)).toEqual([]);
    const isGroup = (await program("vi")).find((each) => each.words.join(" ") === words.join(" "))?.command.commands
      .length;
    expect(out).toContain(isGroup ? "--help: tùy chọn, ví dụ và mã thoát" : "Ví dụ:");
    if (!isGroup) expect(out).toMatch(/Mã thoát:\n {2}0 +đã xong/);
  });
});

/** The lines under `Examples:`. */
async function examples(): Promise<string[]> {
  const texts = await Promise.all(names.map((words) => runProvince(REPOSITORY, ...words, "--help")));
  return texts.flatMap(({ out }) => out.split("\n").flatMap((line) => /^ {2}province (.*)/.exec(line)?.[1] ?? []));
}

test("every example is a command line that its command takes", async () => {
  const lines = await examples();
  expect(lines.length).toBeGreaterThan(50);
  const commands = await program("en");
  const root = commands[0]?.command;
  const ran: string[] = [];
  for (const { command } of commands) {
    if (command.commands.length === 0) command.action(() => void ran.push(command.name()));
  }
  for (const line of lines) await root?.parseAsync(line.split(" "), { from: "user" });
  expect(ran).toHaveLength(lines.length);
});

describe("`--lang` is taken at every place, and PROVINCE_LANG by itself", () => {
  const vietnamese = "Cách dùng: province address show";
  beforeEach(() => void vi.stubEnv("PROVINCE_LANG", undefined));

  test.each(["--lang vi address show --help", "address --lang=vi show --help", "address show --help --lang vi"])(
    "%s",
    async (line) => expect((await runProvince(REPOSITORY, ...line.split(" "))).out).toContain(vietnamese),
  );

  test("the variable, and the option before it", async () => {
    vi.stubEnv("PROVINCE_LANG", "vi");
    expect((await runProvince(REPOSITORY, "address", "show", "--help")).out).toContain(vietnamese);
    const { out } = await runProvince(REPOSITORY, "address", "show", "--help", "--lang", "en");
    expect(out).toContain("Usage: province address show");
  });

  test("a variable that names no language is bad input", async () => {
    vi.stubEnv("PROVINCE_LANG", "fr");
    const { err, code } = await runProvince(REPOSITORY, "units");
    expect([code, err]).toEqual([2, "PROVINCE_LANG is `fr`: write en or vi.\n"]);
  });
});
