import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY as root } from "./sources-with.ts";

const GLOSSARY = "docs/glossary.md";

/** One idea: its English words, its Vietnamese ones, and those that mean it nowhere. */
interface Term {
  english: string;
  vietnamese: string;
  banned: string[];
}

const terms: Term[] = [...readFileSync(join(root, GLOSSARY), "utf8").matchAll(/^\| ([^|]+) \| ([^|]+) \|([^|]*)\|$/gm)]
  .map(([, english = "", vietnamese = "", banned = ""]) => ({
    english,
    vietnamese,
    banned: banned.split(",").map((word) => word.trim()),
  }))
  .map((term) => ({ ...term, banned: term.banned.filter((word) => word !== "") }))
  .filter(({ english }) => english !== "English" && english !== "---");

/** Where the toolkit's own Vietnamese stands: code, its texts, and pages; names of units are the register's. */
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.json", "*.md", "*.yaml"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && file !== GLOSSARY && !/\.test\.ts$|^tests\/|^stacks\/(?!schema)/.test(file));

/** `file:line: words` wherever one of the files has something of the pattern. */
function places(pattern: RegExp): string[] {
  return files.flatMap((file) =>
    textOf(file)
      .split("\n")
      .flatMap((line, index) => [...line.matchAll(pattern)].map(([words]) => `${file}:${index + 1}: ${words}`)),
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(join(root, file), "utf8").normalize("NFC");
  } catch {
    return "";
  }
}

test("each idea has one line with a word in both languages", () => {
  expect(terms.length).toBeGreaterThan(60);
  const english = terms.map((term) => term.english);
  expect([...new Set(english)]).toEqual(english);
  for (const { vietnamese, banned } of terms) expect(banned).not.toContain(vietnamese);
});

test("no text uses another word for an idea of the glossary", () => {
  const banned = terms.flatMap((term) => term.banned);
  expect(banned).toContain("ngăn xếp");
  const words = new RegExp(String.raw`(?<!\p{L})(?:${banned.join("|")})(?!\p{L})`, "giu");
  expect("Ngăn xếp của cơ quan").toMatch(words);
  expect(places(words)).toEqual([]);
});

test("no Vietnamese text has English words in it, outside code and quotes", () => {
  const english =
    /(?<!\p{L})(?:the|of|and|is|are|has|have|with|without|which|that|this|its|from|into|should|must|because|where|been|was)(?!\p{L})/iu;
  const vietnamese = /\bvi: *\n? *("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
  const strip = (text: string): string =>
    text
      .slice(1, -1)
      .replaceAll(/\\`[^`]*\\`|\\"[^"]*\\"|“[^”]*”|'[^']*'/g, "")
      .replaceAll(/\$\{[^{}]*\}/g, "")
      .replaceAll(/\$\{.*$|`[^`]*`|\S*[-:/_.=<]\S+|\w+:/g, "");
  const all = files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...textOf(file).matchAll(vietnamese)].map(([, text = ""]) => ({ file, text })));
  expect(all.length).toBeGreaterThan(1000);
  expect(all.filter(({ text }) => english.test(strip(text))).map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
});

test("tone marks stand where official documents put them: xóa and hủy", () => {
  const modern = /\p{L}*(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\p{L})/giu;
  expect(["xoá", "Hoà", "huỷ"].filter((word) => word.match(modern))).toHaveLength(3);
  expect(["xóa", "quý", "quỳ", "toàn", "khoản", "hủy"].filter((word) => word.match(modern))).toEqual([]);
  expect(places(modern)).toEqual([]);
});
