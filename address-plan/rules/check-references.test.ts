import { expect, test } from "vitest";
import { allocate } from "../allocation/allocate.ts";
import { growSite } from "../allocation/change.ts";
import type { AllocateEntry, Ledger, SiteRequest } from "../ledger/ledger.ts";
import { planOf } from "../plan-of.ts";
import { formatBoth, formatPrefix } from "../prefixes/prefix.ts";
import { applyReform } from "../reforms/reform.ts";
import { mergedUnits } from "../testing/merged-units.ts";
import { checkReferences, checkReissue } from "./check-references.ts";
import { checkLedger } from "./check.ts";
import { addressesIn, type AddressReference } from "./references.ts";

const request = (site: string, kind: SiteRequest["kind"], parent?: string): SiteRequest => ({
  site,
  kind,
  ...(parent === undefined ? {} : { parent }),
  name: `Đơn vị ${site}`,
  owner: site,
  purpose: "mạng",
});
const reason = (date: string) => ({ date, document: "Quyết định" });

// A small pool, so that slots come back: 15 communes fill a block of P48.
const ROOT: Ledger = {
  profile: "P48",
  root6: "2001:db8:38::/48",
  root4: "10.0.0.0/8",
  quarantineMonths: 12,
  entries: [],
};
const BEFORE = allocate(
  ROOT,
  [
    request("389", "area"),
    ...Array.from({ length: 15 }, (_, index) => request(String(15061 + index), "commune", "389")),
  ],
  reason("2022-05-16"),
).ledger;
const ENDED = mergedUnits(BEFORE, "15061", "15062");
const siteOf = (ledger: Ledger, site: string) => formatBoth(planOf(ledger).sites[site]!);
const OLD = siteOf(BEFORE, "15062");
const inside = OLD.ipv6.replace(/::\/\d+$/, "::53");

const named = (...texts: string[]): AddressReference[] =>
  texts.flatMap((text) => addressesIn(text).map((found) => ({ ...found, place: "stacks/a.yaml:1:1" })));
const advice = (day: string, ...texts: string[]) =>
  checkReferences(ENDED, named(...texts), day).map(
    ({ level, resource, message }) => `${level} ${resource}: ${message.en}`,
  );

test("what names a retired prefix, in either family, is advice with the place and the successor (AP-11)", () => {
  for (const text of [OLD.ipv6, OLD.ipv4, inside]) {
    expect(advice("2025-12-14", text)).toEqual([
      `advisory 15062: 15062 breaks AP-11 (quarantine): found ${text} in stacks/a.yaml:1:1; it ended on 2025-07-01, and its prefix is in quarantine until 2026-07-01; ` +
        "wanted nothing that names a retired prefix: what does will lead to whoever gets it next. " +
        "Fix: name 15061, which went on for it, or take it out; until then nobody gets the prefix",
    ]);
  }
  expect(advice("2026-07-01", inside).join("")).toContain("may be given out again since 2026-07-01");
});

test("many references to one site are one finding, with the first three", () => {
  expect(advice("2025-12-14", inside, inside, inside, inside, OLD.ipv4)).toHaveLength(1);
  expect(advice("2025-12-14", inside, inside, inside, inside, OLD.ipv4)[0]).toMatch(/ and 2 more; it ended/);
});

test.each([
  ["an active site's address", siteOf(ENDED, "15061").ipv6],
  ["the aggregate that holds it", siteOf(ENDED, "389").ipv6],
  ["the root", ROOT.root6],
  ["somebody else's", "3fff:ffff::1"],
])("%s is no reference to what ended", (_, text) => {
  expect(advice("2025-12-14", text)).toEqual([]);
});

test("before the site ends, and once another one has its prefix, nothing is said", () => {
  expect(advice("2025-06-30", inside)).toEqual([]);
  const again = allocate(ENDED, [request("15099", "commune", "389")], reason("2026-07-01")).ledger;
  expect(siteOf(again, "15099").ipv6).toBe(OLD.ipv6);
  expect(checkReferences(again, named(inside), "2026-07-01")).toEqual([]);
});

test("a slot that comes back while something still names it is refused; without that it is not (AP-11)", () => {
  const after = allocate(ENDED, [request("15099", "commune", "389")], reason("2026-07-01")).ledger;
  expect((after.entries.at(-1) as AllocateEntry).ipv6).toBe(OLD.ipv6);
  expect(checkLedger(after, ENDED).filter(({ policy }) => policy === "AP-11")).toEqual([]);
  expect(checkReissue(ENDED, after, [])).toEqual([]);
  expect(checkReissue(ENDED, after, named(siteOf(ENDED, "15061").ipv6))).toEqual([]);
  const [finding, ...more] = checkReissue(ENDED, after, named(inside));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ policy: "AP-11", level: "mandatory", resource: "15099" });
  expect(finding?.message.en).toContain(
    `that was that of 15062 until 2025-07-01: ${inside} in stacks/a.yaml:1:1; wanted`,
  );
  // What was written before is not judged again.
  expect(checkReissue(after, after, named(inside))).toEqual([]);
});

test("growth over a slot that something still names is refused (AP-11)", () => {
  const p40: Ledger = { ...ROOT, profile: "P40", root6: "3fff:38::/40" };
  const first = allocate(p40, [request("skhcn", "department"), request("stttt", "department")], reason("2022-05-16"));
  // The neighbour in the same /47, which the order of slots gives out late.
  const crowd = Array.from({ length: 40 }, (_, index) => request(`so${letters(index)}`, "department"));
  const full = allocate(first.ledger, crowd, reason("2022-06-01")).ledger;
  const neighbour = Object.values(planOf(full).sites).find(({ ipv6 }) => formatPrefix(ipv6) === "3fff:38:41::/48")!;
  const ended = applyReform(full, {
    date: "2023-01-01",
    document: "Nghị quyết",
    title: "Sắp xếp",
    events: [{ kind: "merge", into: "stttt", from: [neighbour.site] }],
  }).ledger;
  const grown = growSite(ended, "skhcn", 47, reason("2024-01-01")).ledger;
  expect(checkReissue(ended, grown, named("3fff:38:40::53"))).toEqual([]);
  expect(checkReissue(ended, grown, named("3fff:38:41::53")).map(({ message }) => message.en)).toEqual([
    expect.stringMatching(/^skhcn breaks AP-11 .* that of so\w\w until 2023-01-01: .* or grow by less$/),
  ]);
});

function letters(index: number): string {
  return String.fromCodePoint(97 + Math.floor(index / 26), 97 + (index % 26));
}
