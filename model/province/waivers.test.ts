import { describe, expect, test } from "vitest";
import { sourcesWith, stacksText } from "../../tests/sources-with.ts";
import { readStacks } from "../load.ts";

const WAIVERS = "stacks/waivers.yaml";
const waiver = "policy: NET-11, stack: stttt, resource: lan-*, reason: máy in cũ, approvedBy: Giám đốc Sở TT&TT";
const read = (entry: string, lang: "en" | "vi" = "en") =>
  readStacks(sourcesWith({ [WAIVERS]: `waivers:\n  - { ${entry} }\n` }), { lang });

describe("stacks/waivers.yaml", () => {
  test("gives the province its exceptions", () => {
    const { province, problems } = read(`${waiver}, expires: 2023-06-30, document: 12/QĐ-STTTT`);
    expect(problems).toEqual([]);
    expect(province?.waivers).toEqual([
      {
        policy: "NET-11",
        stack: "stttt",
        resource: "lan-*",
        reason: "máy in cũ",
        approvedBy: "Giám đốc Sở TT&TT",
        expires: "2023-06-30",
        document: "12/QĐ-STTTT",
      },
    ]);
  });

  test.each([
    ["no end", waiver, "expires"],
    ["a day that does not exist", `${waiver}, expires: 2023-02-30`, "waivers[0].expires"],
    ["a policy that is none", `${waiver.replace("NET-11", "mtu")}, expires: 2023-06-30`, "waivers[0].policy"],
    ["a key that is none", `${waiver}, expires: 2023-06-30, until: 2023-06-30`, "until"],
    [
      "nobody's approval",
      `${waiver.replace("Giám đốc Sở TT&TT", '" "')}, expires: 2023-06-30`,
      "waivers[0].approvedBy",
    ],
  ])("refuses %s, with its place, in both languages", (_, entry, key) => {
    for (const lang of ["en", "vi"] as const) {
      const { province, problems } = read(entry, lang);
      expect(province).toBeUndefined();
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ file: WAIVERS, line: 2 });
      expect(`${problems[0]?.key} ${problems[0]?.message}`).toContain(key);
    }
  });
});

describe("the security baseline", () => {
  const PROVINCE = "stacks/province.yaml";
  const unpinned = stacksText(PROVINCE).replace("securityBaseline: tt12-2022\n", "");
  const at = (asOf: string, text = unpinned) =>
    readStacks(sourcesWith({ [PROVINCE]: text }), { asOf }).province?.securityBaseline.code;

  test("is the one in force at the day, where province.yaml names none", () => {
    expect(unpinned).not.toContain("\nsecurityBaseline:");
    expect([at("2022-12-14"), at("2026-08-18"), at("2026-08-19")]).toEqual(["tt12-2022", "tt12-2022", "nd331-2026"]);
  });

  test("is the one that province.yaml names, whatever the day", () => {
    expect(at("2026-12-31", stacksText(PROVINCE))).toBe("tt12-2022");
  });
});
