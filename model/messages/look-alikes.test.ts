import { expect, test } from "vitest";
import { inPlainSigns, lookAlike, lookAlikeAt } from "./look-alikes.ts";

test.each([
  ["“snv”", "snv"],
  ["‘snv’", "snv"],
  ["app，db", "app,db"],
  ["２", "2"],
  ["ｓnv", "snv"],
  ["dc–a", "dc-a"],
  ["Sở Nội vụ", "Sở Nội vụ"],
])("%s is %s in the signs of YAML", (text, plain) => {
  expect(inPlainSigns(text)).toBe(plain);
});

test("what looks like a sign of YAML is found, and named with that sign", () => {
  expect(lookAlikeAt("name： x")).toBe(4);
  expect(lookAlikeAt("Sở Nội vụ: x, y")).toBe(-1);
  expect(lookAlike("a， b")).toEqual({
    message: { en: "`，` only looks like `,`", vi: "`，` chỉ trông giống `,`" },
    hint: {
      en: "write `,` with the keyboard in English, or copy it from here",
      vi: "hãy gõ `,` với bàn phím tiếng Anh, hoặc sao chép từ đây",
    },
  });
});
