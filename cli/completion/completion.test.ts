import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, Option } from "commander";
import { afterAll, describe, expect, test } from "vitest";
import { runProvince } from "../../tests/province-command.ts";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { buildProgram } from "../main.ts";
import { placesOf } from "./places.ts";
import { completionScript, SHELLS } from "./scripts.ts";

const folder = mkdtempSync(join(tmpdir(), "completion-"));
afterAll(() => rmSync(folder, { recursive: true }));

const scripts = new Map<string, { text: string; file: string }>();
for (const shell of SHELLS) {
  const file = join(folder, `province.${shell}`);
  const { out, code } = await runProvince(REPOSITORY, "completion", shell);
  if (code !== 0) throw new Error(`province completion ${shell} ended with ${code}`);
  writeFileSync(file, out);
  scripts.set(shell, { text: out, file });
}

/** What each command of the program shows, by its words; written here without the code that makes the scripts. */
function shown(command: Command, words: string): [words: string, names: string[]][] {
  const options = command.options
    .filter(({ hidden }) => !hidden)
    .flatMap(({ short, long }) => [short ?? [], long ?? []]);
  const names = [...command.commands.map((each) => each.name()), ...options.flat(), "-h", "--help"];
  return [[words, names], ...command.commands.flatMap((each) => shown(each, `${words} ${each.name()}`))];
}

const all = shown(await buildProgram(), "province");

/** The part of a script that belongs to a place: until the next place. */
function branch(text: string, place: string): string {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => new RegExp(`^\\s+(?:case )?'${place}'(?:\\)|$| =)`).test(line));
  return at < 0 ? "" : [lines[at], /^\s+printf/.test(lines[at + 1] ?? "") ? lines[at + 1] : ""].join("\n");
}

describe.each(SHELLS)("%s", (shell) => {
  const { text = "" } = scripts.get(shell) ?? {};

  test("every command and visible option stands at its place", () => {
    expect(all.length).toBeGreaterThan(40);
    const missing = all.flatMap(([words, names]) => {
      const part = branch(text, words);
      return names.filter((name) => !new RegExp(`'${name}['|:]`).test(part)).map((name) => `${words} ${name}`);
    });
    expect(missing).toEqual([]);
  });

  test("choices and codes stand behind what takes them, hidden options nowhere", () => {
    expect(branch(text, "province check --format")).toMatch(/'sarif['|:]/);
    expect(branch(text, "province check")).toMatch(/'15061['|:]/);
    expect(branch(text, "province policy explain")).toMatch(/'NET-01['|:]/);
    expect(branch(text, "province completion")).toMatch(/'powershell['|:]/);
    expect(text).not.toMatch(/'--out['|:]/);
  });
});

/** What the bash of this machine proposes at the end of these words, by the function that the script registers. */
function proposed(file: string, ...words: string[]): string[] {
  const lines = `source "$1"; shift
    complete -p province npx >/dev/null || exit 9
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _province
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", lines, "bash", file, ...words], { encoding: "utf8" })
    .trim()
    .split("\n");
}

const inBash = (...words: string[]): string[] => proposed(scripts.get("bash")?.file ?? "", ...words);

describe("a real bash proposes", () => {
  test.each<[line: string, expected: string[]]>([
    ["province ad", ["address"]],
    ["province address ex", ["explain", "export"]],
    ["npx province address ex", ["explain", "export"]],
    ["./node_modules/.bin/province address gr", ["grow"]],
    ["province --lang vi address gr", ["grow"]],
    ["province check --format s", ["sarif"]],
    ["province check --format = s", ["sarif"]],
    ["province check --format =", ["table", "json", "sarif", "junit", "github", "gitlab"]],
    ["province check stttt --as", ["--as-of"]],
    ["province check --format json plat", ["platform"]],
    ["province up st", ["stttt"]],
    ["province policy explain RTR-0", ["RTR-01", "RTR-02", "RTR-03"]],
    ["province completion f", ["fish"]],
    ["province check --from x", [""]],
    ["province nosuch-", [""]],
    ["npx other", [""]],
    ["npx other address ex", [""]],
  ])("%s", (line, expected) => expect(inBash(...line.split(" "))).toEqual(expected));

  test("what fits an empty word: no option where something else does", () => {
    expect(inBash("province", "address", "")).toEqual(
      expect.arrayContaining(["show", "explain", "check", "allocate", "reform", "grow", "registrant"]),
    );
    expect(inBash("province", "check", "").filter((word) => word.startsWith("-"))).toEqual([]);
    const enrolled = readdirSync(join(REPOSITORY, "stacks/agencies")).map((name) => name.replace(/\.yaml$/, ""));
    expect(inBash("province", "up", "")).toEqual(enrolled.toSorted());
  });
});

/** Words that a shell would read as its own. */
const odd = new Command("province").description("root");
odd.command("it's").description('what\'s `new`, $HOME \\ and 100%: "a|b"\nand more');
odd.addOption(new Option("--of <what>", "it").choices(["a", "b'c"]));

test("quotes, dollars and percent signs in descriptions and choices are text in bash", () => {
  const file = join(folder, "odd.bash");
  writeFileSync(file, completionScript("bash", placesOf(odd)));
  expect(proposed(file, "province", "it")).toEqual(["it's"]);
  expect(proposed(file, "province", "--of", "b")).toEqual(["b'c"]);
});

const PARSERS = [
  { shell: "zsh", command: "zsh", args: (file: string) => ["-f", "-n", file] },
  { shell: "fish", command: "fish", args: (file: string) => ["--no-config", "-n", file] },
  {
    shell: "powershell",
    command: "pwsh",
    args: (file: string) => ["-NoProfile", "-Command", `$ErrorActionPreference = 'Stop'; . '${file}'`],
  },
] as const;
const present = PARSERS.filter(({ command }) => spawnSync(command, ["--version"]).error === undefined);
const named = present.map(({ command }) => command).join(", ") || "none of them";

test(`of zsh, fish and pwsh those that are on this machine (${named}) take their script without a fault`, () => {
  const faults = present.flatMap(({ shell, command, args }) => {
    const plain = scripts.get(shell)?.file ?? "";
    const file = join(folder, `odd.${shell === "powershell" ? "ps1" : shell}`);
    writeFileSync(file, completionScript(shell, placesOf(odd)));
    return [plain, file].flatMap((each) => {
      const { status, stderr } = spawnSync(command, args(each), { encoding: "utf8" });
      return status === 0 && stderr === "" ? [] : [`${command}: ${stderr}`];
    });
  });
  expect(faults).toEqual([]);
});
