import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { loadStacks } from "../load.ts";
import { newAgencyFile, writeNewFile } from "./new-agency.ts";

describe("a new agency's file", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "province-"));
    cpSync(join(REPOSITORY, "stacks"), join(root, "stacks"), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test("is right, short, and names the schema in the writer's language", () => {
    const { path, text, problems, tenant } = newAgencyFile(
      root,
      { code: "15063", name: "Xã A", kind: "commune", area: "389" },
      { lang: "vi" },
    );
    expect(problems).toEqual([]);
    expect(text).toBe(
      '# yaml-language-server: $schema=../schema/agency.vi.schema.json\ncode: "15063"\nname: Xã A\nkind: commune\narea: "389"\n',
    );
    expect(writeNewFile(root, path, text)).toBe(true);
    expect(loadStacks(root).tenants).toContainEqual(tenant);
  });

  test("keeps a name that YAML would read otherwise", () => {
    const name = 'no: "Sở" # x';
    const { problems, tenant } = newAgencyFile(root, { code: "smoi", name, kind: "department" }, { lang: "en" });
    expect(problems).toEqual([]);
    expect(tenant?.name).toBe(name);
  });

  test("has problems of its own only", () => {
    rmSync(join(root, "stacks/agencies/stttt.yaml"));
    const { problems } = newAgencyFile(root, { code: "15063", name: "Xã A", kind: "commune" }, { lang: "en" });
    expect(problems.map(({ file, message }) => `${file} ${message}`)).toEqual([
      "stacks/agencies/15063.yaml commune `15063` is not registered, and names no area",
    ]);
  });

  test("never takes the place of a file, and leaves nothing half-written", () => {
    const folder = join(root, "stacks/agencies");
    const before = readdirSync(folder);
    expect(writeNewFile(root, "stacks/agencies/stttt.yaml", "code: other\n")).toBe(false);
    expect(readFileSync(join(folder, "stttt.yaml"), "utf8")).toContain("code: stttt");
    expect(readdirSync(folder)).toEqual(before);
  });
});
