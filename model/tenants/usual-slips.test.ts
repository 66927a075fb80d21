import { expect, test } from "vitest";
import { sourcesWith } from "../../tests/sources-with.ts";
import { readStacks } from "../load.ts";

/** What is said about an agency's file, in both languages, without the file's own name. */
function said(text: string, name = "snv.yaml"): string[] {
  const sources = sourcesWith({ [`stacks/agencies/${name}`]: text });
  const [en, vi] = (["en", "vi"] as const).map((lang) =>
    readStacks(sources, { lang }).problems.map(
      ({ line, column, message, hint }) => `${line}:${column} ${message}; ${hint ?? ""}`,
    ),
  );
  expect(vi).toHaveLength(en!.length);
  expect(vi).not.toEqual(en);
  return en!;
}

test.each([
  ["a full-width colon in the only line", "code： snv\n", "1:5 `：` only looks like `:`; write `:`"],
  ["a full-width colon before a text", "code: snv\nname：Sở Nội vụ\nphase: 2\n", "2:5 `：` only looks like `:`"],
  ["a full-width colon in the last line", "code: snv\nphase： 2\n", "2:6 `：` only looks like `:`"],
  ["a full-width colon before a block", "code: snv\nservers：\n  web: { replicas: 2 }\n", "2:8 `：` only looks"],
  ["a full-width colon inside", "code: snv\nservers:\n  web:\n    publish：true\n    replicas: 2\n", "4:12 `：`"],
  [
    "a full-width comma",
    "code: snv\nservers:\n  web: { publish: true， replicas: 2 }\n",
    "3:23 `，` only looks like `,`",
  ],
  ["a full-width comma in a list", "code: snv\nzones: [app，db]\n", "2:9 `，` only looks like `,`; write app, db"],
  ["a full-width digit", "code: snv\nphase: ２\n", "2:8 `２` only looks like `2`; write 2"],
  ["quotes of a word processor", "code: “snv”\n", '1:7 `“` only looks like `"`; write snv'],
  ["such quotes around a zone", "code: snv\nzones: [“app”]\n", '2:9 `“` only looks like `"`; write app'],
  ["no space in the only line", "code:snv\n", "1:5 `code:snv` has no space after the colon; write `code: snv`"],
  ["no space", "code: snv\nphase:2\nstage: pilot\n", "2:6 `phase:2` has no space after the colon; write `phase: 2`"],
  ["no space inside", "code: snv\nservers:\n  web:\n    publish:true\n", "3:3 `publish:true` has no space after"],
  [
    "true in quotes",
    'code: snv\nservers: { web: { publish: "true" } }\n',
    '2:28 "true" in quotes is text; write true without',
  ],
  ["có", "code: snv\nservers: { web: { publish: có } }\n", '2:28 "có" is not true or false; write true'],
  ["Không", "code: snv\nservers: { web: { publish: Không } }\n", '2:28 "Không" is not true or false; write false'],
  [
    "the port of mail",
    "code: snv\nallow: [{ from: app, to: dmz, services: [25] }]\n",
    "2:42 there is no service `25`; write smtp",
  ],
  [
    "a port as it is written",
    'code: snv\nallow: [{ from: app, to: dmz, services: ["25/tcp"] }]\n',
    "2:42 there is no service `25/tcp`; write smtp",
  ],
  [
    "a port after its protocol",
    "code: snv\nallow: [{ from: app, to: dmz, services: [TCP/8080] }]\n",
    "2:42 there is no service `TCP/8080`; write app-http",
  ],
  [
    "a port of two families of it",
    "code: snv\nallow: [{ from: app, to: dmz, services: [53] }]\n",
    "2:42 there is no service `53`; write dns",
  ],
  ["vùng DMZ", "code: snv\nzones: [vùng DMZ]\n", "2:9 there is no zone `vùng DMZ`; did you mean `dmz`?"],
  [
    "vùng DMZ as a source",
    "code: snv\nallow: [{ from: vùng DMZ, to: app, services: [app-http] }]\n",
    "2:17 there is no peer `vùng DMZ`; did you mean `dmz`?",
  ],
])("%s is named as the cause, once", (_, text, expected) => {
  const [first, ...more] = said(text);
  expect(first).toContain(expected);
  expect(more).toEqual([]);
});

test.each([
  ["a code without its kind", "code: 15999\nname: Xã Mới\narea: 389\n", "15999.yaml", []],
  [
    "an unknown code",
    "code: 15999\narea: 389\n",
    "15999.yaml",
    [/^1:1 `name` is missing; the register does not know this code/],
  ],
  ["no code", "phase: 2\n", "snv.yaml", [/^1:1 `code` is missing; add it: `code: snv`$/]],
  ["an empty code", "code:\n", "snv.yaml", [/^1:1 `code` is missing; add it: `code: snv`$/]],
  ["another agency's code", "code: stttt\n", "snv.yaml", [/is not the file's name; write code: snv$/]],
  [
    "a code of nobody's",
    "code: stc\n",
    "snv.yaml",
    [/is not the file's name; rename the file to stc.yaml, or write code: snv$/],
  ],
  ["quotes in the file's name", "code: snv\n", "“snv”.yaml", [/is not the file's name; rename the file to snv.yaml$/]],
])("no hint leads further astray: %s", (_, text, name, expected) => {
  const problems = name === "15999.yaml" && expected.length === 0 ? readOnly(text, name) : said(text, name);
  expect(problems).toEqual(expected.map((pattern) => expect.stringMatching(pattern) as string));
  expect(problems.join()).not.toMatch(/stttt[.]|Sở Thông tin/);
});

function readOnly(text: string, name: string): string[] {
  return readStacks(sourcesWith({ [`stacks/agencies/${name}`]: text })).problems.map(({ message }) => message);
}
