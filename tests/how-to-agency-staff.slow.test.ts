import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadStacks, readStacks } from "../model/load.ts";
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
    expect(loadStacks(root).problems).toEqual([]);
  });

  const [head = ""] = blocks("yaml");
  const right = [...page.matchAll(/^\|[^|]*\| `(.*)` \|$/gm)].map(([, line = ""]) => line);
  const refused = [...page.matchAll(/^\|[^|]*\| `(.*)` \| ([A-Z0-9]+-\d\d) \|$/gm)].map(
    ([, line = "", id = ""]) => [line, id] as const,
  );

  /** A province of its own for each line: an open repository is not read again. */
  function rootWith(line: string): string {
    const copy = mkdtempSync(join(root, "line-"));
    cpSync(join(root, "stacks"), join(copy, "stacks"), { recursive: true });
    writeFileSync(join(copy, SNV), `${head}${line}\n`);
    return copy;
  }

  /** What the page's own check says of a file with that line: its exit code, and the mandatory findings. */
  async function checked(line: string): Promise<{ code: number; policies: string[] }> {
    const { out, code } = await runProvince(rootWith(line), "check", "snv", "--json", "--no-resources");
    const { stacks } = JSON.parse(out) as { stacks: { findings: { policy: string; level: string }[] }[] };
    const mandatory = stacks.flatMap(({ findings }) => findings.filter(({ level }) => level === "mandatory"));
    return { code, policies: [...new Set(mandatory.map(({ policy }) => policy))] };
  }

  test("shows as many changes as the other language", () => {
    expect([right.length, refused.length]).toEqual([8, 3]);
  });

  test.each(right)("shows a change that passes the check: %s", async (line) => {
    expect(await checked(line)).toEqual({ code: 0, policies: [] });
  });

  test.each(refused)("shows a change that the check refuses, and by which rule: %s", async (line, id) => {
    expect(await checked(line)).toEqual({ code: 1, policies: [id] });
  });

  test("says what another data centre does: it changes tags alone", async () => {
    const made = async (line: string): Promise<string[]> => {
      const { out } = await runProvince(rootWith(line), "plan", "snv", "--json");
      const { stacks } = JSON.parse(out) as { stacks: { resources: { name: string; inputs: object }[] }[] };
      return stacks.flatMap(({ resources }) => resources.map((each) => JSON.stringify(each)));
    };
    const label = (text: string): string => text.replaceAll("dc:dc-b", "dc:dc-a");
    const moved = await made("dataCentre: dc-b");
    const stays = await made("");
    expect(moved).not.toEqual(stays);
    expect(moved.map(label)).toEqual(stays);
  });

  test("shows a message as it is", () => {
    const text = `${head.split("\n").slice(1).join("\n")}servers:\n  web: { repliccas: 3 }\n`;
    const [problem] = readStacks(sourcesWith({ [SNV]: text }), { lang }).problems;
    expect(blocks("text")).toEqual([
      `${problem?.file}:${problem?.line}:${problem?.column}: ${problem?.message}\n    ${problem?.hint}\n`,
    ]);
  });
});
