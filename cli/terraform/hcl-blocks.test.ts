import { expect, test } from "vitest";
import { hclBlocks } from "./hcl-blocks.ts";

/** `resource.a.b:3` for each. */
const blocks = (text: string): string[] =>
  hclBlocks(text).map(({ kind, labels, line }) => `${[kind, ...labels].join(".")}:${line}`);

const WANTED = 'resource "t" "wanted" {';

test("blocks have the place of their first word", () => {
  expect(hclBlocks('\n  /* é𝄞 */ resource "t" "a" {\n}\nmodule m { source = "./m" }')).toEqual([
    { kind: "resource", labels: ["t", "a"], line: 2, column: 12 },
    { kind: "module", labels: ["m"], line: 4, column: 1 },
  ]);
});

test.each([
  ["a comment of a line", `# resource "t" "no" {\n// resource "t" "no" {\n${WANTED}\n}`, 3],
  ["a comment of lines", `/*\nresource "t" "no" {\n# */\n${WANTED}\n}`, 4],
  ["what looks like the beginning of a comment in quotes", `a = "/* # //"\n${WANTED}\n}`, 2],
  ["quotes in a comment", `# don't say "\n${WANTED}\n}`, 2],
  ["a heredoc", `locals {\n  a = <<EOT\n}\nresource "t" "no" {\n  "\nEOT\n}\n${WANTED}\n}`, 8],
  ["an indented heredoc", `locals {\n  a = <<-EOT\n}\n} resource "t" "no" {\n  EOT\n}\n${WANTED}\n}`, 7],
  ["a mark inside a line of a heredoc", `a = <<E\nE {\nresource "t" "no" {\n}\nE\n${WANTED}\n}`, 6],
  [
    "a heredoc in an expression in a heredoc",
    'a = <<E\n${f(<<E\n"{\nE\n)} {\nresource "t" "no" {\nE\n' + WANTED + "\n}",
    8,
  ],
  ["an expression in quotes", 'a = "${f("}{", "{\\"")} {"\n' + WANTED + "\n}", 2],
  ["an expression over lines in quotes", 'a = "${\nf({\nb = "}"\n})\n}"\n' + WANTED + "\n}", 6],
  ["directives", 'a = "%{ if b == "{" }{%{ endif }"\n' + WANTED + "\n}", 2],
  ["escaped expressions", 'a = "$${ %%{ $${"\n' + WANTED + "\n}", 2],
  ["a backslash before the end of quotes", `a = "\\\\"\n${WANTED}\n}`, 2],
  ["quotes that nobody closed", `a = "b\n${WANTED}\n}`, 2],
  ["brackets over lines", `a = [\n{\nb = 1\n},\n]\n${WANTED}\n}`, 6],
  ["a bracket too many", `a = 1 }\n}\n${WANTED}\n}`, 3],
  ["a comparison and a shift that is none", `a = 1 < 2 ? 3 : 4\n${WANTED}\n}`, 2],
  ["an object that is a value", `a = {\n}\n${WANTED}\n}`, 3],
])("%s is passed over", (_, text, line) => {
  expect(blocks(text).filter((each) => each.startsWith("resource"))).toEqual([`resource.t.wanted:${line}`]);
});

test("blocks in blocks are none of their own", () => {
  const inner = '  lifecycle {\n  }\n  dynamic "rule" {\n    content {\n    }\n  }\n  resource "t" "no" {\n  }\n';
  expect(blocks(`${WANTED}\n${inner}}\nresource "t" "b" {}\n`)).toEqual(["resource.t.wanted:1", "resource.t.b:11"]);
});

test("an alias is that of the provider's own block", () => {
  const text = [
    'provider "openstack" {',
    '  endpoint_overrides = { alias = "no" }',
    '  token = "x" # alias = "no"',
    "}",
    'provider "openstack" {',
    '  alias = "eu" # Europe',
    "}",
    'provider "openstack" { alias = "us" }',
    'resource "t" "a" {',
    '  alias = "no"',
    "}",
  ];
  expect(hclBlocks(text.join("\n")).map(({ line, alias }) => [line, alias])).toEqual([
    [1, undefined],
    [5, "eu"],
    [8, "us"],
    [9, undefined],
  ]);
});

test.each(['"', '"\\', "<<E\n", "<<E\n${", "/*", "${", '"${', "\ud800", "a {", "}".repeat(9), '"${'.repeat(20_000)])(
  "a text that ends too early is no trouble (%#)",
  (text) => {
    expect(blocks(`${WANTED}\n}\n${text}`)[0]).toBe("resource.t.wanted:1");
  },
);
