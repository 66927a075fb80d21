import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadRepository, readRepository } from "../model/load.ts";
import { runProvince, spawnProvince } from "./province-command.ts";
import { REPOSITORY, sourcesWith } from "./sources-with.ts";

const SNV = "stacks/agencies/snv.yaml";
const pages = [
  ["how-to-agency-staff.md", "en"],
  ["how-to-agency-staff.vi.md", "vi"],
] as const;

describe.each(pages)("docs/%s", (name, lang) => {
  const page = readFileSync(join(REPOSITORY, "docs", name), "utf8");
  const blocks = (language: string): string[] =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, text]) => text ?? "");
  const commands = blocks("sh").flatMap((block) => block.trim().split("\n"));

  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "province-"));
    cpSync(join(REPOSITORY, "stacks"), join(root, "stacks"), { recursive: true });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test("shows commands that work, one after the other", async () => {
    for (const command of commands) {
      const [npx, program, ...args] = command.split(" ");
      expect([npx, program]).toEqual(["npx", "province"]);
      // Both pages show the same commands; the slow ones need not run twice.
      if (lang === "vi" && args[0] !== "init" && args[0] !== "explain") continue;
      // The page says that the platform team writes the addresses before the tenant can be checked.
      if (args[0] === "check") {
        const allocated = await runProvince(root, "address", "allocate", "--document", "QĐ 1", "--write");
        expect(allocated).toMatchObject({ code: 0 });
      }
      // The last of the way runs as a shell starts it, the others in this process, which saves a second for each.
      const { out, err, code } = args[0] === "plan" ? spawnProvince(root, ...args) : await runProvince(root, ...args);
      expect({ command, err: code === 0 ? "" : err, code }).toEqual({ command, err: "", code: 0 });
      expect(out, command).not.toBe("");
    }
    expect(commands.map((command) => command.split(" ")[2])).toEqual([
      "init",
      "explain",
      "explain",
      "address",
      "check",
      "plan",
    ]);
  });

  test("shows the very file that init writes", () => {
    expect(blocks("yaml")).toEqual([readFileSync(join(root, SNV), "utf8")]);
    expect(loadRepository(root).problems).toEqual([]);
  });

  const [head = ""] = blocks("yaml");
  const lines = [...page.matchAll(/^\|[^|]*\| `(.*)` \|$/gm)].map(([, line]) => line ?? "");

  test.each(lines)("shows a change that is right: %s", (line) => {
    expect(parse(line)).toBeTypeOf("object");
    expect(readRepository(sourcesWith({ [SNV]: `${head}${line}\n` })).problems).toEqual([]);
  });

  test("shows a message as it is", () => {
    const text = `${head.split("\n").slice(1).join("\n")}servers:\n  web: { repliccas: 3 }\n`;
    const [problem] = readRepository(sourcesWith({ [SNV]: text }), { lang }).problems;
    expect(blocks("text")).toEqual([
      `${problem?.file}:${problem?.line}:${problem?.column}: ${problem?.message}\n    ${problem?.hint}\n`,
    ]);
  });
});
