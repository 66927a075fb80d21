import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allocate } from "../address-plan/allocation/allocate.ts";
import { formatLedger } from "../address-plan/ledger/ledger-file.ts";
import type { Ledger } from "../address-plan/ledger/ledger.ts";
import { checkLedger } from "../address-plan/rules/check.ts";
import { siteRequestsOf } from "../cli/address/requests.ts";
import { judgeStacks } from "../infra/preview-stacks.ts";
import { openRepository } from "../infra/repository/repository.ts";
import { loadStacks } from "../model/load.ts";
import { REPOSITORY } from "./sources-with.ts";

const CATALOGUES = ["zones", "services", "templates", "environments", "standards"].map((name) => `${name}.yaml`);

describe.each([
  ["mau-lon", { profile: "P36", root6: "2001:db8:1000::/36" }, { department: 3, district: 2, commune: 5 }, "90001"],
  ["mau-nho", { profile: "P48", root6: "2001:db8:48::/48" }, { department: 1, commune: 2 }, "91002"],
] as const)("a province that is other data only: %s", (name, head, expected, commune) => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "province-"));
    for (const file of [...CATALOGUES, "cloud-init"]) {
      cpSync(join(REPOSITORY, "stacks/province", file), join(root, "stacks/province", file), { recursive: true });
    }
    cpSync(join(REPOSITORY, "tests/fixtures/provinces", name), root, { recursive: true });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test("loads, with the units of its own register and reforms", () => {
    const { province, tenants, problems, notes } = loadStacks(root);
    expect(problems).toEqual([]);
    expect(notes).toEqual([]);
    const kinds = Object.groupBy(Object.values(province?.units ?? {}), ({ kind }) => kind);
    const counts = Object.entries(kinds).map(([kind, units]): [string, number] => [kind, units?.length ?? 0]);
    expect(Object.fromEntries(counts.filter(([kind]) => kind !== "platform"))).toEqual(expected);
    expect(tenants).toHaveLength(Object.values(expected).reduce((sum, count) => sum + count, 0));
  });

  test("gets addresses for all of its units, and plans that pass the policies", async () => {
    const { province } = loadStacks(root);
    const empty: Ledger = { ...head, root4: "10.0.0.0/8", entries: [] };
    const reason = { date: "2026-02-01", document: "Quyết định mẫu" };
    const { ledger } = allocate(empty, siteRequestsOf(province!), reason);
    expect(checkLedger(ledger).filter(({ level }) => level === "mandatory" && name !== "mau-nho")).toEqual([]);
    writeFileSync(join(root, "stacks/address-ledger.jsonl"), formatLedger(ledger));

    const repository = openRepository(root);
    expect(repository.plan.profile).toBe(head.profile);
    for (const { resources, findings } of await judgeStacks(["platform", commune, "vp"], repository)) {
      expect(resources.length).toBeGreaterThan(10);
      expect(findings.filter(({ level }) => level === "mandatory")).toEqual([]);
    }
  });

  test("makes projects of its enrolled agencies only", () => {
    const { tenants } = loadStacks(root);
    const enrolled = tenants.filter((tenant) => tenant.enrolled).map(({ code }) => code);
    expect(enrolled).toEqual(name === "mau-lon" ? ["svh", "vp"] : ["91001", "91002", "vp"]);
  });
});

describe("the reform of the larger one", () => {
  test("merges, splits, transfers, founds and renames", () => {
    const root = mkdtempSync(join(tmpdir(), "province-"));
    for (const file of [...CATALOGUES, "cloud-init"]) {
      cpSync(join(REPOSITORY, "stacks/province", file), join(root, "stacks/province", file), { recursive: true });
    }
    cpSync(join(REPOSITORY, "tests/fixtures/provinces/mau-lon"), root, { recursive: true });
    const { units = {}, ended = {} } = loadStacks(root).province ?? {};
    rmSync(root, { recursive: true });
    expect(units["svh"]?.name).toBe("Sở Văn hóa và Thể thao Mẫu");
    expect(units["90001"]).toMatchObject({ name: "Xã Một Hai", area: "901" });
    expect(units["90006"]).toMatchObject({ name: "Phường Sáu", form: "ward", area: "902", validFrom: "2026-01-01" });
    expect(units["90003"]).toMatchObject({ area: "902", district: "912" });
    expect(units["sso"]).toMatchObject({ kind: "department", order: 4 });
    expect(Object.keys(ended)).toEqual(["90002", "sth"]);
  });
});
