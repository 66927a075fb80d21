import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stacksCopy } from "../../tests/stacks-copy.ts";

const copy = stacksCopy();
const { province } = copy;

const written = (code: string): string => join(copy.root, `stacks/agencies/${code}.yaml`);

describe("province init agency", () => {
  test("leaves name and kind to the register, and says what comes next", async () => {
    const { out, code } = await province("init", "agency", "snv", "--yes");
    expect(code).toBe(0);
    expect(readFileSync(written("snv"), "utf8")).toBe(
      "# yaml-language-server: $schema=../schema/agency.schema.json\n# Sở Nội vụ\ncode: snv\n",
    );
    expect(out).toContain("It gives zones app, db, dmz, mgmt and servers app, db, web ×2.");
    expect(out).toContain("province plan snv");
  });

  test("takes the register of the day that it is given", async () => {
    // The reform of January 2025 dissolved it.
    const gone = await province("init", "agency", "14788", "--yes", "--as-of", "2025-12-14");
    expect([gone.code, existsSync(written("14788"))]).toEqual([2, false]);
    const there = await province("init", "agency", "14788", "--yes");
    expect([there.code, existsSync(written("14788"))]).toEqual([0, true]);
  });

  test("never overwrites", async () => {
    const before = readFileSync(written("stttt"), "utf8");
    const { err, code } = await province("init", "agency", "stttt", "--yes");
    expect(code).toBe(2);
    expect(err).toContain("stacks/agencies/stttt.yaml is there already");
    expect(readFileSync(written("stttt"), "utf8")).toBe(before);
  });

  test("writes nothing that is wrong, and says it in Vietnamese when asked", async () => {
    const { err, code } = await province("init", "agency", "15063", "--name", "Xã A", "--area", "999", "--lang", "vi");
    expect(code).toBe(2);
    expect(err).toContain("stacks/agencies/15063.yaml:5:7: không có vùng kết nối `999`");
    expect(err).toContain("Chưa ghi tệp nào.");
    expect(existsSync(written("15063"))).toBe(false);
  });

  test("asks for a name when nobody can be asked", async () => {
    const { err, code } = await province("init", "agency", "15063", "--yes");
    expect([code, err]).toEqual([2, '`15063` is not in the register, and no name was given: add --name "…"\n']);
  });

  test("refuses a code that would lead out of the folder", async () => {
    const { err, code } = await province("init", "agency", "../x", "--name", "x", "--yes");
    expect(code).toBe(2);
    expect(err).toContain('"../x" is not written as it should be');
    expect(existsSync(join(copy.root, "stacks/x.yaml"))).toBe(false);
  });

  test("refuses a kind that is none", async () => {
    expect((await province("init", "agency", "snv", "--kind", "ministry")).code).toBe(2);
  });
});

describe("province explain", () => {
  test("prints what a key does", async () => {
    const { out, code } = await province("explain", "servers.web.replicas");
    expect(code).toBe(0);
    expect(out).toContain("servers.web.replicas  in stacks/agencies/<code>.yaml\n  How many servers");
    expect(out).toContain("default  that of the standard, else 1");
    expect(out).toContain("example  replicas: 2");
  });

  test("speaks Vietnamese", async () => {
    const { out } = await province("explain", "securityLevel", "--lang", "vi");
    expect(out).toContain("Cấp độ an toàn hệ thống thông tin");
    expect(out).toContain("cho phép  1, 2, 3, 4, 5");
  });

  test("lists the keys of an agency's file when none is named", async () => {
    const { out } = await province("explain");
    for (const key of ["code", "name", "kind", "allow", "quotas"]) expect(out).toMatch(new RegExp(`^    ${key} `, "m"));
  });

  test("gives JSON", async () => {
    const { out } = await province("explain", "mode", "--json");
    expect(JSON.parse(out)).toMatchObject({ keys: [{ key: "mode", allowed: ["dual", "v6-preferred", "v6-only"] }] });
  });

  test("names the nearest key for one that is none", async () => {
    const { err, code } = await province("explain", "servers.web.replcas");
    expect([code, err]).toEqual([
      2,
      "There is no key `servers.web.replcas`. Did you mean `servers.web.replicas`? See: province explain\n",
    ]);
  });
});
