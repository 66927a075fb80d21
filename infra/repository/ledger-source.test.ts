import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LEDGER_FILE, readLedger } from "./ledger-source.ts";
import { repositoryRoot } from "./repository.ts";

const text = readFileSync(join(repositoryRoot(), LEDGER_FILE), "utf8");
let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "ledger-"));
  mkdirSync(join(root, "stacks"));
});
afterEach(() => rmSync(root, { recursive: true }));
const write = (content: string | Uint8Array): void => writeFileSync(join(root, LEDGER_FILE), content);

const lines = (): number => text.split("\n").length - 1;
function moveAway(): void {
  rmSync(join(root, "stacks"), { recursive: true });
  writeFileSync(join(root, "stacks"), "");
}

test.each([
  ["as it is", text],
  ["with the line ends of Windows", text.replaceAll("\n", "\r\n")],
])("the ledger of the repository is read %s", (_, content) => {
  write(content);
  const { ledger, problems } = readLedger(root);
  expect(problems).toEqual([]);
  expect(ledger?.entries.length).toBeGreaterThan(600);
});

test.each<[string, () => void, string, string, number]>([
  ["that is missing", () => {}, "the file is missing", "thiếu tệp này", 1],
  ["that is a folder", () => mkdirSync(join(root, LEDGER_FILE)), "this is a folder", "đây là thư mục", 1],
  ["in a file in place of stacks/", () => moveAway(), "the file is missing", "thiếu tệp này", 1],
  ["in UTF-16", () => write(Buffer.from(`\ufeff${text}`, "utf16le")), "not UTF-8 text (UTF-16)", "(UTF-16)", 1],
  ["in another encoding", () => write(Buffer.from(text, "latin1")), "not UTF-8 text", "không phải văn bản UTF-8", 2],
  ["with a byte order mark", () => write(`\ufeff${text}`), "byte order mark", "dấu BOM", 1],
  ["with an invisible letter", () => write(text.replace("stttt", "st\u200bttt")), "(U+200B)", "ký tự ẩn", 3],
  ["with JSON without an end", () => write(`${text}${"[".repeat(100_000)}\n`), "more than", "hơn", lines() + 1],
])("a ledger %s is one fault with its place, in both languages", (_, breakIt, en, vi, line) => {
  breakIt();
  for (const [lang, words] of [
    ["en", en],
    ["vi", vi],
  ] as const) {
    const { ledger, problems } = readLedger(root, lang);
    expect(ledger).toBeUndefined();
    expect(problems).toMatchObject([{ file: LEDGER_FILE, line, message: expect.stringContaining(words) }]);
    expect(problems[0]?.hint).not.toBe("");
  }
});
