import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "./cache.ts";
import { COMMANDS_OF_NODE, machineFinding } from "./machine.ts";

test("Linux carries every command", () => {
  expect(machineFinding("linux", "x64")).toEqual({
    what: { en: "machine", vi: "máy" },
    state: "found",
    where: "linux x64",
  });
});

test.each([
  ["win32", "arm64", "For `up`, `verify`, `destroy` and `cloud` use Linux; on Windows WSL 2 is one."],
  ["darwin", "arm64", "For `up`, `verify`, `destroy` and `cloud` use Linux."],
] as const)("on %s it is said which commands work, and where the others do", (system, processor, todo) => {
  const { state, note, todo: said } = machineFinding(system, processor);
  expect(state).toBe("found");
  expect(note?.en).toBe(`without an engine and a cloud work: ${COMMANDS_OF_NODE.join(", ")}`);
  expect(note?.vi).toContain(COMMANDS_OF_NODE.join(", "));
  expect(said?.en).toBe(todo);
  expect(said?.vi).toContain("hãy dùng Linux");
});

test("both READMEs name the same commands", () => {
  for (const name of ["README.md", "README.vi.md"]) {
    const text = readFileSync(join(repositoryRoot, name), "utf8").replaceAll(/\s+/g, " ");
    expect(text).toContain(COMMANDS_OF_NODE.map((command) => `\`${command}\``).join(", "));
  }
});
