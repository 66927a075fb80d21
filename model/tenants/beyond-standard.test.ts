import { expect, test } from "vitest";
import { sourcesWith } from "../../tests/sources-with.ts";
import { readStacks } from "../load.ts";

/** What is refused and what is told of an agency's file. */
function judged(text: string, name = "snv", asOf = "2022-12-15"): { faults: string[]; notes: string[] } {
  const file = `stacks/agencies/${name}.yaml`;
  const { problems, notes } = readStacks(sourcesWith({ [file]: text }), { asOf });
  const own = (found: typeof problems) =>
    found.filter((each) => each.file === file).map(({ line, column, message }) => `${line}:${column} ${message}`);
  return { faults: own(problems), notes: own(notes) };
}

test.each<[string, string, string[], string[]]>([
  ["what its kind has", "quotas: { instances: 16 }\nsecurityLevel: 3\n", [], []],
  ["less than its kind has", "quotas: { floatingIps: 3 }\nsecurityLevel: 3\n", [], []],
  [
    "more than its kind has",
    "quotas: { instances: 20, cores: 64 }\n",
    [],
    [
      "2:22 the agency raises its quota instances to 20; that of its kind is 16",
      "2:33 the agency raises its quota cores to 64; that of its kind is 32",
    ],
  ],
  [
    "more than it may grant itself",
    "quotas: { instances: 500 }\n",
    ["2:22 instances: 500 is more than a department may grant itself"],
    ["2:22 the agency raises its quota instances to 500; that of its kind is 16"],
  ],
  [
    "a lower level",
    "securityLevel: 2\n",
    [],
    ["2:16 the agency lowers its security level to 2; that of its kind is 3"],
  ],
  [
    "the lowest level",
    "securityLevel: 1\n",
    ["2:16 security level 1 is lower than a department may have"],
    ["2:16 the agency lowers its security level to 1; that of its kind is 3"],
  ],
  ["the standard of an office", "kind: office\n", ["2:7 `snv` (Sở Nội vụ) is no `office`"], []],
])("an agency that grants itself %s", (_, more, faults, notes) => {
  const found = judged(`code: snv\n${more}`);
  expect(found.faults).toEqual(faults);
  expect(found.notes).toEqual(notes);
});

test("an office may take the standard of one, and nobody whom the register does not know", () => {
  expect(judged("code: vphdnd\nkind: office\n", "vphdnd").faults).toEqual([]);
  expect(judged("code: moi\nname: Văn phòng Mới\nkind: office\n", "moi").faults).toEqual([
    "3:7 `moi` (Văn phòng Mới) is no `office`",
  ]);
});

test("a file that a reform has made dead is named", () => {
  expect(judged("code: stttt\n", "stttt", "2025-07-01").notes).toEqual([
    "1:7 unit `stttt` ended on 2025-02-28: this file is not used",
  ]);
});
