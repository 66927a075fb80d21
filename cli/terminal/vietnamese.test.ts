import { expect, test } from "vitest";
import { runProvince } from "../../tests/province-command.ts";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { englishWords } from "./testing/english-words.ts";

test.each([
  "plan --table stttt",
  "check stttt",
  "address show stttt",
  "address explain 3fff:38:60:2000::10:a",
  "address explain 3fff:38::/40",
  "address reform --until 2025-07-01",
  "address allocate",
  "address grow 15061 --to 3",
  "address show nosuch",
  "units --kind commune",
  "policy list",
  "policy explain NET-01",
  "policy explain nosuch",
  "explain nosuch",
  "doctor",
  "plan nosuch",
  "up nosuch",
  "destroy",
  "init agency snv --kind nosuch",
])("%s --lang vi says no English sentence", async (line) => {
  const { out, err } = await runProvince(REPOSITORY, ...line.split(" "), "--lang", "vi");
  expect((out + err).trim()).not.toBe("");
  // What the province itself wrote into its register is quoted as it is, and a program is code.
  const own = (out + err)
    .replaceAll(/^```[^]*?^```/gm, "")
    .split("\n")
    .filter((each) => !each.startsWith("stacks/province/units.yaml:"));
  expect(own.filter((each) => englishWords(each).length > 0)).toEqual([]);
});

test("English is told from Vietnamese, code and names left aside", () => {
  expect(englishWords("The plan of a large agency is not written")).toEqual(["The", "of", "is", "not", "written"]);
  expect(englishWords("Hãy thêm `the key`, --all hoặc servers.web vào stacks/agencies/snv.yaml")).toEqual([]);
});
