import { describe, expect, test } from "vitest";
import { sourcesWith, stacksText } from "../../tests/sources-with.ts";
import { readStacks } from "../load.ts";

const COMMUNES = "stacks/province/register/communes.csv";
const DISTRICTS = "stacks/province/register/districts.csv";
const SMALL = "stacks/province/reforms/2025-01-01.yaml";
const DEPARTMENTS = "stacks/province/reforms/2025-03-01.yaml";
const LARGE = "stacks/province/reforms/2025-07-01.yaml";

const at = (asOf: string, changes: Record<string, string | undefined> = {}) =>
  readStacks(sourcesWith(changes), { asOf });
function countsAt(asOf: string): (number | undefined)[] {
  const kinds = Object.groupBy(Object.values(at(asOf).province?.units ?? {}), ({ kind }) => kind);
  return [kinds.district?.length ?? 0, kinds.commune?.length];
}
function changed(path: string, from: string, to: string): Record<string, string> {
  const text = stacksText(path);
  expect(text).toContain(from);
  return { [path]: text.replace(from, to) };
}
const problems = (changes: Record<string, string | undefined>): string[] =>
  at("2022-12-14", changes).problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);

describe("the province of a day", () => {
  test.each([
    ["2022-12-14", 27, 559],
    ["2024-12-31", 27, 559],
    ["2025-01-01", 26, 547],
    ["2025-03-01", 26, 547],
    ["2025-06-30", 26, 547],
    ["2025-07-01", 0, 166],
    ["2025-12-14", 0, 166],
  ])("%s has %i districts and %i communes", (asOf, districts, communes) => {
    expect(countsAt(asOf)).toEqual([districts, communes]);
    expect(at(asOf).problems).toEqual([]);
  });

  test("has all areas whatever happens to the districts", () => {
    expect(Object.keys(at("2025-12-14").province?.areas ?? {})).toEqual(
      Object.keys(at("2022-12-14").province?.areas ?? {}),
    );
  });

  test("moves the communes of a district that joins another, and leaves them wired where they are", () => {
    const before = at("2024-12-31").province?.units ?? {};
    const after = at("2025-01-01").province?.units ?? {};
    const moved = Object.values(before).filter(({ district }) => district === "405");
    expect(moved).toHaveLength(14);
    for (const { code } of moved) expect(after[code]).toMatchObject({ district: "380", area: "405" });
  });

  test("keeps communes that cross an old border in the area of the unit that goes on", () => {
    const { units = {} } = at("2025-12-14").province ?? {};
    const areas = ["14812", "15448", "15853", "16369", "16516"].map((code) => units[code]?.area);
    expect(areas).toEqual(["381", "394", "398", "404", "382"]);
  });

  test("tells what ended and who took over, through more than one reform", () => {
    const { ended = {}, dataCentres = {}, areas = {} } = at("2025-12-14").province ?? {};
    expect(ended["stttt"]).toMatchObject({ validTo: "2025-02-28", successor: "skhcn" });
    expect(ended["14770"]).toMatchObject({ validTo: "2025-06-30", successor: "14797" });
    expect(dataCentres["dc-b"]?.owner).toBe("skhcn");
    expect(areas["389"]?.owner).toBe("skhcn");
  });

  test("takes what a new unit is like from the one whose addresses go on", () => {
    const from = 'from: ["15061", "15064"]';
    const merge = (continues: string) =>
      at("2025-02-01", {
        [LARGE]: undefined,
        "stacks/province/reforms/2025-01-15.yaml": `date: 2025-01-15\ndocument: Nghị quyết\ntitle: Sắp xếp\nevents:\n  - { kind: merge, into: "15099", ${from}, name: Xã Mới${continues} }\n`,
        ...changed(COMMUNES, /^15064,.*$/m.exec(stacksText(COMMUNES))![0], "15064,Xã Quang Trung,commune,404"),
      });
    const { problems: found, province } = merge(', continues: "15064"');
    expect(found).toEqual([]);
    expect(province?.units["15099"]?.district).toBe("404");
    expect(merge("").province?.units["15099"]?.district).toBe("389");
  });

  test("knows today when units end", () => {
    const { units = {} } = at("2022-12-14").province ?? {};
    expect(units["stttt"]?.validTo).toBe("2025-02-28");
    expect(units["380"]).toMatchObject({ kind: "district", validTo: "2025-06-30" });
    expect(units["15061"]?.validTo).toBeUndefined();
  });

  test("is the same when it is read again, and needs no reform of the future", () => {
    const { province } = at("2024-12-31", { [SMALL]: undefined, [DEPARTMENTS]: undefined, [LARGE]: undefined });
    const names = (units: Record<string, { name: string }> = {}) =>
      Object.entries(units).map(([code, { name }]) => `${code} ${name}`);
    expect(names(province?.units)).toEqual(names(at("2024-12-31").province?.units));
  });
});

describe("what is inferred", () => {
  test("is told with its reason and place, on and after its day", () => {
    // On the model's own day only departments are: all but those that the province's plans name.
    const [departments, ...more] = at("2022-12-14").notes;
    expect(more).toEqual([]);
    expect(departments).toMatchObject({ file: "stacks/province/units.yaml", key: "inferred[0].reason" });
    expect(departments?.message).toMatch(/^inferred: snv, .*, batgt: /);
    for (const named of ["vpubnd", "stttt", "stc", "dptth"]) expect(departments?.message).not.toContain(`${named},`);
    const notes = at("2025-02-01").notes.map(({ file, line, message }) => `${file}:${line} ${message}`);
    expect(notes.length).toBeGreaterThan(15);
    for (const code of ["15439", "14788", "15217", "16651"]) {
      expect(notes.some((note) => note.startsWith(SMALL) && note.includes("inferred"))).toBe(true);
      expect(stacksText(SMALL)).toContain(code);
    }
  });

  test("names the codes that the source has and the register has not", () => {
    const notes = at("2025-12-14").notes.map(({ message }) => message);
    for (const code of ["16387", "16411"]) expect(notes.filter((note) => note.includes(code))).toHaveLength(1);
  });

  test("covers every unit of which the lists do not tell who absorbed it", () => {
    const { ended = {} } = at("2025-02-01").province ?? {};
    const gone = Object.values(ended).filter(({ kind }) => kind === "commune");
    expect(gone).toHaveLength(12);
    expect(gone.filter(({ successor }) => successor === undefined)).toHaveLength(5);
  });

  test("shows where official counts differ from the data, with the line", () => {
    const changes = changed(SMALL, "commune: 547,", "commune: 548,");
    const [note] = at("2025-02-01", changes).notes.filter(({ message }) => message.includes("official"));
    expect(note).toMatchObject({ file: SMALL, key: "expected.commune" });
    expect(note?.message).toBe("commune: 548 by the official figures from 2025-01-01 on, 547 in the data");
    expect(note?.line).toBeGreaterThan(1);
  });
});

describe("one thing wrong in the register", () => {
  test.each([
    ["a code twice", COMMUNES, "14758,", "14755,", "communes.csv:6:1 unit `14755` is registered a second time"],
    ["a code without its zeros", COMMUNES, "14758,", "1475,", "communes.csv:6:1 `1475` is not a code of this level"],
    [
      "an unknown district",
      COMMUNES,
      "Đông Thọ,ward,380",
      "Đông Thọ,ward,38",
      "communes.csv:6:28 there is no district `38`",
    ],
    ["an unknown form", COMMUNES, "Đông Thọ,ward", "Đông Thọ,wart", 'communes.csv:6:23 "wart" is not allowed here'],
    ["no name", COMMUNES, "Phường Đông Thọ", "", "communes.csv:6:7 the cell of `name` is empty"],
    [
      "an unknown area",
      DISTRICTS,
      "rural-district,384",
      "rural-district,999",
      "districts.csv:7:36 there is no area `999`",
    ],
  ])("%s", (_, path, from, to, expected) => {
    const found = problems(changed(path, from, to));
    expect(found).toContain(`stacks/province/register/${expected}`);
  });
});

describe("one thing wrong in a reform", () => {
  test.each([
    ["a unit that is not there", SMALL, '["15439"]', '["15438"]', "there is no unit `15438` on 2025-01-01"],
    [
      "a unit that ended",
      DEPARTMENTS,
      "into: stc, from: [skhdt]",
      "into: stc, from: [stttt]",
      "unit `stttt` ends in two places on the same day",
    ],
    ["a unit of an earlier end", LARGE, '"14755", "14761"', '"15439", "14761"', "unit `15439` ended on 2024-12-31"],
    [
      "a new unit without name",
      DEPARTMENTS,
      "    name: Sở Nông nghiệp và Môi trường\n",
      "",
      "the new unit `snnmt` has no name",
    ],
    [
      "a unit that ends and goes on",
      SMALL,
      '["15439"]',
      '["15736"]',
      "unit `15736` ends here and goes on by another event of this day",
    ],
    [
      "another date than the file's",
      SMALL,
      "date: 2025-01-01",
      "date: 2025-01-02",
      "the date 2025-01-02 is not the file's name",
    ],
    [
      "a day that does not exist",
      SMALL,
      "date: 2025-01-01",
      "date: 2025-02-30",
      '"2025-02-30" is not written as it should be',
    ],
    [
      "addresses that go on of a unit that does not merge here",
      DEPARTMENTS,
      "    from: [snnptnt, stnmt]\n",
      "    from: [snnptnt, stnmt]\n    continues: syt\n",
      "`syt` does not merge here, so that its addresses can't go on",
    ],
    [
      "addresses that go on under a code that has its own",
      DEPARTMENTS,
      "into: stc, from: [skhdt],",
      "into: stc, from: [skhdt], continues: skhdt,",
      "`stc` is there already and keeps its own addresses, so that those of `skhdt` can't go on",
    ],
    ["an unknown kind", SMALL, "kind: dissolve", "kind: disolve", '"disolve" is not allowed here'],
    ["a key of another kind", DEPARTMENTS, "unit: bdt, name", "unit: bdt, owner: stc, name", "unknown key `owner`"],
  ])("%s", (_, path, from, to, expected) => {
    const found = problems(changed(path, from, to));
    expect(
      found.some((problem) => problem.startsWith(path) && problem.endsWith(expected)),
      found.join("\n"),
    ).toBe(true);
  });

  test("refuses a day before the register", () => {
    const { problems: found } = at("2022-01-01");
    expect(found[0]?.message).toBe("2022-01-01 lies before the register's first day");
  });
});
