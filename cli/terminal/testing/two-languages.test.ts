import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY as root } from "../../../tests/sources-with.ts";
import { englishWords } from "./english-words.ts";

const STRING = String.raw`("(?:[^"\\\n]|\\.)*"|` + "`(?:[^`\\\\]|\\\\.)*`)";

/** What is said in the code that runs: the strings behind each pattern, with the file. */
function said(before: string): { file: string; text: string }[] {
  return sources.flatMap(({ file, code }) =>
    [...code.matchAll(new RegExp(before + STRING, "g"))].map(([, text = ""]) => ({ file, text: text.slice(1, -1) })),
  );
}

const sources = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && !/\.test\.ts$|^(?:tests|scaffold)\/|\/testing\//.test(file))
  .map((file) => ({ file, code: readFileSync(join(root, file), "utf8") }));

/** The English words that a person would read: values that are filled in, code and commands are none. */
function english(text: string): string[] {
  const words = text.replaceAll(/\\`[^`]*\\`|\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…");
  return englishWords(words.replaceAll(/\b(?:openstack|pulumi|npx province)(?: [a-z_-]+)+|\bfrom: \w+/g, "…"));
}

const inEnglish = (all: { file: string; text: string }[]) => all.filter(({ text }) => english(text).length > 0);

test("no Vietnamese half of a message has an English sentence in it", () => {
  const vietnamese = said(String.raw`\bvi:\s*`);
  expect(vietnamese.length).toBeGreaterThan(1500);
  expect(inEnglish([{ file: "", text: "máy chủ is gone" }])).toHaveLength(1);
  expect(inEnglish(vietnamese)).toEqual([]);
});

test("what is said alike in both languages is no English sentence", () => {
  const alike = [
    ...said(String.raw`\basText\(\s*`),
    ...said(String.raw`\b(?:found|wanted|fix|advice|why|what):\s*`).filter(({ file }) => !file.startsWith("policies/")),
  ];
  expect(alike.length).toBeGreaterThan(20);
  expect(inEnglish(alike)).toEqual([]);
});

test("an error that a person reads has its twin", () => {
  const errors =
    "EngineError|CloudApiError|LocalCloudError|UnsupportedError|VantageError|TextError|UserError|DamagedFileError";
  expect(said(String.raw`\bnew (?:${errors})\(\s*`).filter(({ text }) => english(text).length > 0)).toEqual([]);
});
