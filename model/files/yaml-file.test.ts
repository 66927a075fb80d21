import { describe, expect, test } from "vitest";
import { readYaml, type YamlFile } from "./yaml-file.ts";

const read = (content: string | Uint8Array): YamlFile =>
  readYaml({ path: "file.yaml", bytes: typeof content === "string" ? new TextEncoder().encode(content) : content });
const faultsOf = (content: string | Uint8Array): string[] =>
  read(content).faults.map(({ line, column, message }) => `${line}:${column} ${message.en}`);

describe("readYaml", () => {
  test.each<[string, string | Uint8Array, string[]]>([
    ["a key that is there twice", "a: 1\nb: 2\na: 3\n", ["3:1 key `a` stands here a second time"]],
    ["a tab as indentation", "a:\n\tb: 1\n", ["2:1 a tab is used as indentation"]],
    ["a tab behind spaces", "a:\n  b:\n  \tc: 1\n", ["3:3 a tab is used as indentation"]],
    ["each tab", "a:\n\tb:\n\t\tc: 1\n", ["2:1 a tab is used as indentation", "3:1 a tab is used as indentation"]],
    ["a bracket left open", "a: 1\nb: [1, 2\nc: 3\n", ["2:4 this [ is not closed"]],
    ["a brace left open", "b: {c: 1\nd: 3\n", ["1:4 this { is not closed"]],
    ["a quote left open", 'a: 1\nb: "text\nc: 3\n', ['2:4 this " is not closed']],
    ["no space behind the colon", "a: 1\nphase:3\n", ["2:6 `phase:3` has no space after the colon"]],
    ["no colon", "a: 1\nphase 3\nb: 2\n", ["2:1 `phase 3` is not a key and its value"]],
    ["two values on one line", "a: b: c\n", ["1:4 this is not valid YAML (`b: c`)"]],
    ["wrong indentation", "a:\n  b: 1\n c: 2\n", ["3:1 the indentation is wrong, or a bracket is not closed"]],
    ["a second document", "a: 1\n---\nb: 2\n", ["2:1 a second document starts here (`---`)"]],
    ["an alias", "a: &x [1]\nb: *x\n", ["2:4 `*x` refers to another place of the file"]],
    ["an alias of itself", "a: &x [*x]\n", ["1:8 `*x` refers to another place of the file"]],
    ["a tag", "a: !!js/function x\n", ["1:18 `tag:yaml.org,2002:js/function` is a YAML tag"]],
    ["a list as key", "? [a, b]\n: 1\n", ["1:3 a key must be one word"]],
    ["another YAML version", "%YAML 1.1\n---\na: no\n", ["1:1 the file asks for another version of YAML than 1.2"]],
    ["a merge conflict", "a: 1\n<<<<<<< HEAD\nb: 1\n", ["2:1 an unfinished merge stands here"]],
    ["an empty file", "", ["1:1 the file is empty"]],
    ["only comments", "# nothing\n", ["1:1 the file is empty"]],
    ["a list", "- a\n", ["1:1 the file is not a list of keys"]],
    ["UTF-16 that is none", new Uint8Array([0xff, 0xfe, 0x61, 0xdc]), ["1:1 the file is not UTF-8 text (UTF-16)"]],
    ["another encoding", new Uint8Array([0x61, 0x0a, 0x62, 0xe9]), ["2:2 the file is not UTF-8 text"]],
    ["a huge file", "a: 1\n".repeat(250_000), ["1:1 the file has 1250000 bytes"]],
    ["brackets nested deep", `a: ${"[".repeat(99)}${"]".repeat(99)}\n`, ["1:36 values are nested more than 32 deep"]],
  ])("tells the place of %s", (_, content, expected) => {
    expect(faultsOf(content)).toEqual(expected);
  });

  test("reads what stands behind a tab or a double key, for the checks that follow", () => {
    expect(read("a:\n\tb: 1\nc: 2\nc: 3\n").data).toEqual({ a: { b: 1 }, c: 2 });
  });

  test("reads a file with a byte order mark and Windows line ends, with the same places", () => {
    const file = read("\uFEFFa: 1\r\nbb: 2\r\n");
    expect(file.faults).toEqual([]);
    expect(file.data).toEqual({ a: 1, bb: 2 });
    expect(file.fault(["a"], "key", { message: { en: "", vi: "" } })).toMatchObject({ line: 1, column: 1 });
    expect(file.fault(["bb"], "value", { message: { en: "", vi: "" } })).toMatchObject({ line: 2, column: 5 });
  });

  test.each(["utf-16le", "utf-16be"])("reads %s, as PowerShell and the Notepad of Windows write it", (encoding) => {
    const bytes = Buffer.from("\ufeffname: Sở Nội vụ\r\nbb: 2\r\n", "utf16le");
    const file = read(encoding === "utf-16be" ? bytes.swap16() : bytes);
    expect(file.faults).toEqual([]);
    expect(file.data).toEqual({ name: "Sở Nội vụ", bb: 2 });
    expect(file.fault(["bb"], "value", { message: { en: "", vi: "" } })).toMatchObject({ line: 2, column: 5 });
  });

  test("does not grow without bounds on aliases of aliases", () => {
    const levels = Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`);
    const file = read(`a0: &a0 [x]\n${levels.join("\n")}\n`);
    expect(file.faults).toHaveLength(60);
  });

  test("keeps the zeros of a code, and names of keys that JavaScript knows", () => {
    const { data } = read("code: 01506\nhex: 0x10\nnumber: 16\n__proto__: 1\n380: x\n");
    expect(Object.entries(data as object)).toEqual([
      ["380", "x"],
      ["code", "01506"],
      ["hex", "0x10"],
      ["number", 16],
      ["__proto__", 1],
    ]);
  });

  test.each([["[".repeat(100_000)], ["{a: ".repeat(100_000)], ["- ".repeat(100_000)]])(
    "answers at once when a file would keep the parser busy",
    (content) => {
      const start = performance.now();
      expect(faultsOf(content)[0]).toMatch(/^1:[0-9]+ values are nested more than 32 deep$/);
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );
});
