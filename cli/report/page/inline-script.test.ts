import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { runInNewContext, Script } from "node:vm";
import { afterEach, expect, test } from "vitest";
import { inlineScript } from "./inline-script.ts";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** The script of modules by path, the first of which is the entry. */
function scriptOf(modules: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "inline-script-"));
  folders.push(folder);
  for (const [path, code] of Object.entries(modules)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  return inlineScript(pathToFileURL(join(folder, Object.keys(modules)[0]!)));
}

test("the page's own modules become one script that parses and imports nothing", () => {
  const script = inlineScript(new URL("script/main.ts", import.meta.url));
  expect(() => new Script(script)).not.toThrow();
  expect(script).not.toMatch(/^(?:import|export)\b|import\(|<\/script/m);
});

test("a module runs once, after what it imports; names are its own", () => {
  const script = scriptOf({
    "main.ts": [
      'import { add, type Sum } from "./sum/add.ts";',
      'import { start as first } from "./start.ts";',
      "const start: Sum = add(first, 1);",
      "said.push(start);",
      "",
    ].join("\n"),
    "sum/add.ts": [
      'import {\n  start,\n} from "../start.ts";',
      "export type Sum = number;",
      "export function add(a: number, b: number): Sum {",
      "  return a + b + start;",
      "}",
      "",
    ].join("\n"),
    "start.ts": 'export const start: number = 20;\nsaid.push("start");\n',
  });
  const said: unknown[] = [];
  runInNewContext(script, { said });
  expect(said).toEqual(["start", 41]);
});

test.each(['import { Address6 } from "ip-address";', 'import * as all from "./all.ts";', "export default 1;"])(
  "%s is refused",
  (line) => {
    expect(() => scriptOf({ "main.ts": `${line}\n` })).toThrow(
      `main.ts can't become part of a page because of its line: ${line}`,
    );
  },
);
