import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText } from "./text-encoding.ts";
import { readFast } from "./yaml-fast.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

const root = join(import.meta.dirname, "../..");
const files = globSync("stacks/{*,agencies/*,province/*,province/reforms/*}.yaml", { cwd: root }).toSorted();
const texts = files.map((file) => readFileSync(join(root, file), "utf8"));

/** Every path of the data with its places. */
function placesOf(file: YamlFile, value: unknown = file.data, path: (string | number)[] = []): unknown[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(file, item, [...path, index]))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, item]) => placesOf(file, item, [...path, key]))
      : [];
  const finding = { message: { en: "", vi: "" } };
  const here = (["key", "value"] as const).map((part) => file.fault(path, part, finding));
  return [[file.has(path), file.lineOf(path), ...here], ...below];
}

function both(text: string): { fast: YamlFile; full: YamlFile } {
  const source = { path: "file.yaml", bytes: new TextEncoder().encode(text) };
  return { fast: readYaml(source), full: readYaml(source, { fast: false }) };
}

/** What is read without the library is what the library reads, in the same places, without a fault. */
function expectSame(text: string): void {
  const { fast, full } = both(text);
  expect(full.faults, text).toEqual([]);
  expect(JSON.stringify(fast.data), text).toBe(JSON.stringify(full.data));
  expect(placesOf(fast), text).toEqual(placesOf(full));
}

test.each(files.map((file, index) => [file, texts[index]!]))("%s is plain, and read as the library does", (_, text) => {
  expect(readFast(text)).toBeDefined();
  expectSame(text);
});

test("an agency's file that was changed anywhere is read as the library does, or left to it", () => {
  const marks = [
    ...Array.from("-?:,[]{}#&*!|>'\"%@`~<=. \n\t\\0+e\u00a0\u2028ệ"),
    "- ",
    ": ",
    " #",
    "\n  ",
    "\n# ",
    ">-\n",
    "null",
    "1e3",
  ];
  const short = texts.flatMap((text) => text.split(/\n(?=\S)/)).filter((text) => text.length < 1500 && readFast(text));
  const edit = fc.record({ at: fc.nat(1500), cut: fc.nat(3), put: fc.constantFrom("", ...marks) });
  let read = 0;
  fc.assert(
    fc.property(fc.constantFrom(...short), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
      const changed = edits.reduce((all, { at, cut, put }) => {
        const from = at % (all.length + 1);
        return all.slice(0, from) + put + all.slice(from + cut);
      }, text);
      // What is no text in the first place, such as one with invisible letters, neither of the two gets to see.
      if (typeof decodeText(new TextEncoder().encode(changed)) !== "string") return;
      if (readFast(changed) === undefined) return;
      read += 1;
      expectSame(changed);
    }),
    { numRuns: Number(process.env["YAML_RUNS"] ?? 1500) },
  );
  expect(read).toBeGreaterThan(200);
});

test.each([
  ["a: &x 1"],
  ["a: *x"],
  ["a: !!str 1"],
  ["a: |\n  b"],
  ["a: >-\n  b\n  c"],
  ['a: "\\n"'],
  ["a: 'it''s'"],
  ["a: b\n  c"],
  ["a:"],
  ["a: 1\na: 2"],
  ["a: 1e3"],
  ["? a\n: b"],
  ["a: b: c"],
  ["a: [b\n]"],
  ["a: 1\n---\nb: 2"],
  ["- a"],
  [""],
])("%j is left to the library", (text) => {
  expect(readFast(text)).toBeUndefined();
});
