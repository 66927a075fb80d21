import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Reform } from "../../model/schema/reform.ts";
import { allocate } from "../allocation/allocate.ts";
import { append } from "../allocation/change.ts";
import { formatLedger, parseLedger } from "../ledger/ledger-file.ts";
import type { Ledger, SiteRequest } from "../ledger/ledger.ts";
import { planOf } from "../plan-of.ts";
import { checkLedger } from "../rules/check.ts";
import { EMPTY_LEDGER } from "../testing/random-histories.ts";
import { applyReform } from "./reform.ts";
import { settleLedger } from "./settle.ts";

const REASON = { date: "2022-06-01", document: "Quyết định số 2" };
const FILE = "ledger.jsonl";
const department = (site: string): SiteRequest => ({
  site,
  kind: "department",
  name: site,
  owner: site,
  purpose: "mạng",
});
const withSites = (ledger: Ledger, ...sites: string[]) => allocate(ledger, sites.map(department), REASON).ledger;
const BASE = withSites(EMPTY_LEDGER, "snv", "stc");

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "province-settle-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

/** What git makes of two branches that each went on from the base; `union` merges without markers. */
function merged(ours: Ledger, theirs: Ledger, union = false): string {
  const commit = (ledger: Ledger) => {
    writeFileSync(join(folder, FILE), formatLedger(ledger));
    git("add", ".");
    git("commit", "-q", "-m", "ledger");
  };
  git("init", "-q", "-b", "main");
  if (union) writeFileSync(join(folder, ".gitattributes"), `${FILE} merge=union\n`);
  commit(BASE);
  git("checkout", "-q", "-b", "theirs");
  commit(theirs);
  git("checkout", "-q", "main");
  commit(ours);
  try {
    git("merge", "-q", "theirs");
  } catch {
    // A conflict is what most of these tests are about.
  }
  return readFileSync(join(folder, FILE), "utf8");
}

test.each([false, true])("both branches' new sites are there, one side to the byte (union: %s)", (union) => {
  const text = merged(withSites(BASE, "syt", "sct"), withSites(BASE, "sxd"), union);
  expect(parseLedger(text, FILE).ledger === undefined || checkLedger(parseLedger(text, FILE).ledger!).length > 0).toBe(
    true,
  );
  const { settlement, problems } = settleLedger(text, FILE, "ours")!;
  expect(problems).toEqual([]);
  const { ledger, settled } = settlement!;
  expect(formatLedger(ledger).startsWith(formatLedger(withSites(BASE, "syt", "sct")))).toBe(true);
  expect(settled).toEqual([
    {
      before: expect.objectContaining({ site: "sxd", seq: 3 }),
      after: expect.objectContaining({ site: "sxd", seq: 5 }),
    },
  ]);
  expect(checkLedger(ledger)).toEqual([]);
  expect(parseLedger(formatLedger(ledger), FILE)).toEqual({ ledger, problems: [] });
  expect(settleLedger(formatLedger(ledger), FILE, "ours")).toBeUndefined();
});

test("the other side can be the one that stays", () => {
  const text = merged(withSites(BASE, "syt"), withSites(BASE, "sxd"));
  const { settlement } = settleLedger(text, FILE, "theirs")!;
  expect(settlement!.ledger.entries.slice(2).map(({ site }) => site)).toEqual(["sxd", "syt"]);
});

test("a site that both branches added is there once", () => {
  const text = merged(withSites(BASE, "syt", "sct"), withSites(BASE, "syt"));
  const { settlement } = settleLedger(text, FILE, "ours")!;
  expect(settlement!.ledger.entries.map(({ site }) => site).filter((site) => site === "syt")).toHaveLength(1);
});

test("a line that can't follow is a problem with its place, and nothing is settled", () => {
  const retire = (date: string) =>
    append(BASE, { seq: 3, date, event: "retire", site: "snv", document: REASON.document }).ledger;
  const text = merged(retire("2023-01-01"), retire("2023-02-01"));
  const { settlement, problems } = settleLedger(text, FILE, "ours")!;
  expect(settlement).toBeUndefined();
  expect(problems).toEqual([
    expect.objectContaining({
      file: FILE,
      path: ["snv"],
      message: { en: expect.stringContaining("on snv"), vi: expect.stringContaining("về snv") },
    }),
  ]);
  expect(text.split("\n")[problems[0]!.line - 1]).toContain("2023-02-01");
});

/** Both branches' lines behind the base's, as git leaves them. */
function conflict(base: Ledger, ours: Ledger, theirs: Ledger): string {
  const tail = (ledger: Ledger) => formatLedger(ledger).slice(formatLedger(base).length);
  return `${formatLedger(base)}<<<<<<< HEAD\n${tail(ours)}=======\n${tail(theirs)}>>>>>>> theirs\n`;
}
const reform = (events: Reform["events"], date = "2023-01-01"): Reform => ({
  date,
  document: "Nghị quyết",
  title: "Sắp xếp",
  events,
});

test("an area keeps its number of blocks, so that its communes fit in it (P48)", () => {
  const base: Ledger = { profile: "P48", root6: "2001:db8:38::/48", root4: "10.0.0.0/8", entries: [] };
  const area = { site: "389", kind: "area" as const, name: "Ngọc Lặc", owner: "389", purpose: "vùng" };
  const communes = Array.from({ length: 20 }, (_, index): SiteRequest => {
    const site = String(15061 + index);
    return { site, kind: "commune", parent: "389", name: site, owner: site, purpose: "mạng" };
  });
  const theirs = allocate(base, [area, ...communes], REASON).ledger;
  const ours = allocate(base, [{ ...area, site: "380", name: "Thanh Hóa", owner: "380" }], REASON).ledger;
  const { settlement, problems } = settleLedger(conflict(base, ours, theirs), FILE, "ours")!;
  expect(problems).toEqual([]);
  expect(planOf(settlement!.ledger).sites["389"]?.blocks).toHaveLength(2);
  expect(Object.keys(planOf(settlement!.ledger).sites)).toHaveLength(22);
  expect(checkLedger(settlement!.ledger, ours).filter(({ level }) => level === "mandatory")).toEqual([]);
});

test("a unit that comes back, one that goes on under another code, and what is inferred are carried over", () => {
  const base = applyReform(BASE, reform([{ kind: "dissolve", unit: "stc", successor: "snv" }])).ledger;
  const theirs = applyReform(
    base,
    reform(
      [
        { kind: "found", unit: "stc", unitKind: "department", name: "Sở Tài chính", inferred: "hearsay" },
        { kind: "merge", into: "sntg", from: ["snv"], continues: "snv", name: "Sở Nội vụ và Tôn giáo" },
      ],
      "2024-01-01",
    ),
  ).ledger;
  const ours = withSites(base, "syt");
  const { settlement, problems } = settleLedger(conflict(base, ours, theirs), FILE, "ours")!;
  expect(problems).toEqual([]);
  const { ledger } = settlement!;
  expect(ledger.entries.slice(-2)).toMatchObject([
    { event: "allocate", site: "stc", inferred: "hearsay" },
    { event: "recode", site: "snv", into: "sntg" },
  ]);
  expect(Object.keys(planOf(ledger).sites)).toEqual(["sntg", "stc", "syt"]);
  expect(checkLedger(ledger, ours)).toEqual([]);
});

test("an allocation to an owner that ended in the other branch can't follow", () => {
  const ours = applyReform(BASE, reform([{ kind: "merge", into: "stc", from: ["snv"] }])).ledger;
  const theirs = allocate(BASE, [{ ...department("dl"), owner: "snv" }], { ...REASON, date: "2023-02-01" }).ledger;
  const { problems } = settleLedger(conflict(BASE, ours, theirs), FILE, "ours")!;
  expect(problems.map(({ message }) => message.en)).toEqual([
    expect.stringContaining("its owner snv ended on 2023-01-01; name its successor stc"),
  ]);
});

test("a whole ledger is left alone", () => {
  expect(settleLedger(formatLedger(BASE), FILE, "ours")).toBeUndefined();
});

test("whatever two branches add, the settled ledger has it all and keeps the rules", () => {
  const sites = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,5}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(sites, sites, (ours, theirs) => {
      const [a, b] = [withSites(BASE, ...ours), withSites(BASE, ...theirs)];
      const tail = (ledger: Ledger) => formatLedger(ledger).slice(formatLedger(BASE).length);
      const text = `${formatLedger(BASE)}<<<<<<< HEAD\n${tail(a)}=======\n${tail(b)}>>>>>>> theirs\n`;
      const { ledger } = settleLedger(text, FILE, "ours")!.settlement!;
      expect(checkLedger(ledger, a).filter(({ level }) => level === "mandatory")).toEqual([]);
      expect(new Set(Object.keys(planOf(ledger).sites))).toEqual(new Set(["snv", "stc", ...ours, ...theirs]));
    }),
  );
});
