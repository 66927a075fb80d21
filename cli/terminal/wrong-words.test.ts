import { describe, expect, test } from "vitest";
import { runProvince } from "../../tests/province-command.ts";
import { REPOSITORY } from "../../tests/sources-with.ts";

const run = (line: string) => runProvince(REPOSITORY, ...line.split(" "));

describe("a wrong word on the command line ends with code 2, what was meant, and the way to the right help", () => {
  test.each([
    ["chekc", "(Did you mean check?)", "(see `province --help`)"],
    ["check --formt json", "(Did you mean --format?)", "(see `province check --help`)"],
    ["policy lst", "(Did you mean list?)", "(see `province policy --help`)"],
    ["report plan --lang fr", "choices are en, vi", "(see `province report plan --help`)"],
    ["units --kind distric", "platform, department, district, commune, area", "(see `province units --help`)"],
    ["check --json --format sarif", "cannot be used with option '--format <format>'", "(see `province check --help`)"],
    ["plan --json --table", "cannot be used with option '--json'", "(see `province plan --help`)"],
    ["check --as-of 2022-02-30", "a day that exists", "(see `province check --help`)"],
    ["diff", "missing required argument 'range'", "(see `province diff --help`)"],
  ])("%s", async (line, meant, help) => {
    const { out, err, code } = await run(line);
    expect([out, code]).toEqual(["", 2]);
    expect(err).toContain(meant);
    expect(err).toContain(help);
  });

  test.each([
    ["check sttt", "Did you mean stttt?"],
    ["plan 15O61", "Did you mean 15061?"],
    ["up vpubdn", "Did you mean vpubnd?"],
    ["verify vpubdn", "Did you mean vpubnd?"],
    ["destroy vpubdn --yes", "Did you mean vpubnd?"],
    ["env vpubdn", "Did you mean vpubnd?"],
    ["explain serverz", "Did you mean `servers`?"],
    ["init agency sttttt --yes", "did you mean `stttt`?"],
  ])("%s", async (line, meant) => {
    const { out, err, code } = await run(line);
    expect([out, code]).toEqual(["", 2]);
    expect(err).toContain(meant);
  });
});

test.each([
  "up",
  "destroy --all --yes",
  "verify",
  "plan",
  "check",
  "units",
  "init agency snv --yes",
  "report plan --lang en",
])("%s ends with code 2 where stacks/ has faults, and names their place", async (line) => {
  const { err, code } = await runProvince("/nowhere", ...line.split(" "));
  expect(err).toContain("stacks/province.yaml:1:1: the file is missing\n    restore it");
  expect(err).not.toContain("PROVINCE_DEBUG");
  expect(code).toBe(2);
});
