import { describe, expect, test } from "vitest";
import { sourcesWith, stacksText } from "../../tests/sources-with.ts";
import { readStacks } from "../load.ts";

const PROVINCE = "stacks/province.yaml";
function notesOf(from: string | RegExp, to: string, asOf: string, lang: "en" | "vi" = "en") {
  const text = stacksText(PROVINCE).replace(from, to);
  expect(text).not.toBe(stacksText(PROVINCE));
  const { problems, notes } = readStacks(sourcesWith({ [PROVINCE]: text }), { asOf, lang });
  expect(problems).toEqual([]);
  return notes.filter(({ file }) => file === PROVINCE).map(({ key, message, hint }) => [key, message, hint]);
}
const enrolled = (codes: string, asOf: string, lang?: "en" | "vi") =>
  notesOf("environment: example", `environment: example\nenrolled: ${codes}`, asOf, lang);

describe("enrolled codes", () => {
  test("that a reform ended are told with their last day and their successor of today", () => {
    expect(enrolled("[syt, 15064]", "2022-12-14")).toEqual([]);
    expect(enrolled("[syt, 15064]", "2025-07-01")).toEqual([
      [
        "enrolled[1]",
        "enrolled unit `15064` ended on 2025-06-30: nothing is made for it",
        "enrol its successor 15124 instead",
      ],
    ]);
    expect(enrolled("[15064]", "2025-07-01", "vi")[0]?.[1]).toContain("đã kết thúc ngày 2025-06-30");
  });

  test("that nobody bears yet are told too, and `all` means whoever is there", () => {
    expect(enrolled("[skhcn, snnmt]", "2022-12-14")).toEqual([
      ["enrolled[1]", "enrolled unit `snnmt` begins on 2025-03-01: nothing is made for it yet", undefined],
    ]);
    expect(enrolled("[skhcn, snnmt]", "2025-03-01")).toEqual([]);
    expect(enrolled("all", "2025-07-01")).toEqual([]);
  });
});

describe("uplinks", () => {
  test("of one carrier in a family are told", () => {
    const line = "{ carrier: Nhà mạng B, asn: 65536 }";
    expect(notesOf(line, "{ carrier: Nhà mạng B, asn: 65536, ipv6: false }", "2022-12-14")).toEqual([
      ["uplinks", "Nhà mạng A alone carries IPv6", expect.stringContaining("R1-27")],
    ]);
    expect(notesOf(line, "{ carrier: Nhà mạng A, asn: 65536 }", "2022-12-14")).toHaveLength(2);
    expect(notesOf("carrier: Nhà mạng B", "carrier: Nhà mạng C", "2022-12-14")).toEqual([]);
  });
});
