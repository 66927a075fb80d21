import { expect, test } from "vitest";
import { csvLine } from "./csv-line.ts";

test("cells with commas, quotes and line ends are quoted", () => {
  expect(csvLine(["10.0.0.0/8", "LAN, tầng 2", 'a "b"', "hai\ndòng", ""])).toBe(
    '10.0.0.0/8,"LAN, tầng 2","a ""b""","hai\ndòng",',
  );
});

test.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ["+84 237", "'+84 237"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["a=1", "a=1"],
])("%s is no formula", (cell, expected) => {
  expect(csvLine([cell])).toBe(expected);
});
