import { expect, test } from "vitest";
import { tableText } from "./table.ts";

const rows = [
  ["stttt", "Sở Thông tin và Truyền thông", "3fff:38:60::/48", 194],
  ["15061", "Thị trấn Ngọc Lặc", "3fff:38:84:8000::/56", 78],
];
const head = ["mã", "tên", "IPv6", "tài nguyên"];

test("one line under the heads, none between rows, numbers to the right", () => {
  expect(tableText(head, rows, Infinity).split("\n")).toEqual([
    "mã     tên                           IPv6                  tài nguyên",
    "─".repeat(69),
    "stttt  Sở Thông tin và Truyền thông  3fff:38:60::/48              194",
    "15061  Thị trấn Ngọc Lặc             3fff:38:84:8000::/56          78",
  ]);
});

test.each([60, 56, 52])("fits into %i columns by wrapping at spaces; addresses stay whole", (width) => {
  const text = tableText(head, rows, width);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
  for (const whole of ["3fff:38:84:8000::/56", "Truyền", "nguyên"]) expect(text).toContain(whole);
});

test("what can't fit keeps its words, and no table has spaces at a line's end", () => {
  const text = tableText(head, rows, 20);
  expect(text).toContain("3fff:38:84:8000::/56");
  expect(text.split("\n").filter((line) => line.endsWith(" "))).toEqual([]);
});
