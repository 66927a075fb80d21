import { expect, test } from "vitest";
import { printable } from "./printable.ts";
import { tableText } from "./table.ts";

const NAMES = [
  ["a\n::error::not from the tool", String.raw`a\n::error::not from the tool`],
  ["b\u001b[31m", String.raw`b\u{1b}[31m`],
  ["c\r\td\u009b", String.raw`c\r\td\u{9b}`],
  ["e\u2028\u202ef\u200b", String.raw`e\u{2028}\u{202e}f\u{200b}`],
  ["Sở Khoa học và Công nghệ — “x” €", "Sở Khoa học và Công nghệ — “x” €"],
] as const;

test.each(NAMES)("%j is shown on one line and steers no terminal", (text, shown) => {
  expect(printable(text)).toBe(shown);
  const lines = tableText(["name"], [[text]]).split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[2]).toContain(shown);
});
