import { expect, test } from "vitest";
import { allocate } from "../../../address-plan/allocation/allocate.ts";
import { growSite } from "../../../address-plan/allocation/change.ts";
import { mergedUnits } from "../../../address-plan/testing/merged-units.ts";
import { EMPTY_LEDGER, ledgersOf } from "../../../address-plan/testing/random-histories.ts";
import { planPicture } from "./picture.ts";

const labels = { owner: "stttt", purpose: "mạng" };
const LEDGER = ledgersOf([
  [
    { site: "stttt", kind: "department", name: "Sở <Thông tin> & Truyền thông", ...labels },
    { site: "389", kind: "area", name: "Huyện Ngọc Lặc", ...labels },
    { site: "15061", kind: "commune", parent: "389", name: "Thị trấn Ngọc Lặc", ...labels },
  ],
]).at(-1)!;
const ZONES = [{ code: "dmz", nibble: 2, name: "vùng DMZ" }];

/** Names of elements that are not closed, or closed by another's tag; empty for well-formed XML. */
function unbalanced(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = "", selfClosing] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/g)) {
    if (closing) {
      if (open.pop() !== name) return [name];
    } else if (!selfClosing) open.push(name);
  }
  return open;
}

test.each(["stttt", "389", "15061", undefined])(
  "the picture with site %s is well-formed SVG, the same each time",
  (site) => {
    const options = { title: "Quy hoạch địa chỉ", zones: ZONES, ...(site === undefined ? {} : { site }) };
    const svg = planPicture(LEDGER, options);
    expect(unbalanced(svg)).toEqual([]);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(planPicture(structuredClone(LEDGER), options)).toBe(svg);
    // Self-contained: nothing is loaded from elsewhere.
    expect(svg).not.toMatch(/href|url\((?!#reserve)|<image|<script/);
  },
);

test("every /48 of the three pools has its cell, and names are escaped", () => {
  const svg = planPicture(LEDGER, { title: "x" });
  expect(svg.match(/: (tự do|kế tiếp)/g)).toHaveLength(3 * 64 - 2);
  expect(svg).toContain("Sở &lt;Thông tin&gt; &amp; Truyền thông");
  expect(svg).toContain("Ngọc Lặc");
  expect(svg).toContain("389 · 1 xã");
});

test("a chosen site shows its zones with both prefixes; the empty plan is a picture too", () => {
  const svg = planPicture(LEDGER, { title: "x", site: "stttt", zones: ZONES });
  for (const text of ["dmz · vùng DMZ", "3fff:38:40:2000::/52", "10.64.32.0/20"]) expect(svg).toContain(text);
  expect(unbalanced(planPicture(EMPTY_LEDGER, { title: "x" }))).toEqual([]);
  expect(() => planPicture(LEDGER, { title: "x", site: "snv" })).toThrow('site "snv" is not in the ledger');
});

test("what rests is not drawn as free, and a site that grew has all its cells (AP-11)", () => {
  const two = allocate(
    LEDGER,
    [{ site: "snv", kind: "department", name: "Sở Nội vụ", owner: "snv", purpose: "mạng" }],
    {
      date: "2022-06-01",
      document: "x",
    },
  ).ledger;
  const grown = growSite(two, "stttt", 47, { date: "2023-01-01", document: "x" }).ledger;
  const ended = mergedUnits(grown, "stttt", "snv", "15061");
  const on = (asOf: string) => planPicture(ended, { title: "x", asOf, site: "389", zones: ZONES });
  expect(unbalanced(on("2025-12-14"))).toEqual([]);
  expect(on("2025-12-14")).toContain("0x60: cách ly đến 2027-07-01 (in quarantine)");
  expect(on("2025-12-14")).toContain("2/64 · 1 cách ly (in quarantine)");
  expect(on("2025-12-14")).toContain("0/240 khối /56 (communes of the area) · 1 cách ly (in quarantine)");
  for (const day of ["2025-06-30", "2027-07-01"]) expect(on(day)).not.toContain("cách ly");
  expect(on("2025-06-30")).not.toContain("0x41:");
  expect(on("2022-12-31")).toContain("0x41: tự do (free)");
});

test("a name that may be wider than its cell is drawn smaller", () => {
  const wide = { site: "406", kind: "area" as const, name: "Huyện Quảng Xương", ...labels };
  const { ledger } = allocate(LEDGER, [wide], { date: "2022-06-01", document: "x" });
  expect(planPicture(ledger, { title: "x" })).toMatch(/font-size="8" font-weight="700" fill="#6b4408">Quảng Xương</);
  expect(planPicture(ledger, { title: "x" })).toMatch(/font-size="12" font-weight="700" fill="#14502a">stttt</);
});

test("the other profiles are drawn with their own lengths", () => {
  const requests = ["stttt", "snv"].map((site) => ({ site, kind: "department" as const, name: site, ...labels }));
  const area = { site: "389", kind: "area" as const, name: "Huyện Ngọc Lặc", ...labels };
  const empty = { profile: "P48", root6: "2001:db8:38::/48", root4: "10.0.0.0/8", entries: [] } as const;
  const { ledger } = allocate({ ...empty, entries: [] }, [...requests, area], { date: "2022-05-16", document: "x" });
  const svg = planPicture(ledger, { title: "x", site: "389", zones: ZONES });
  expect(unbalanced(svg)).toEqual([]);
  expect(svg).toContain("one cell = one /56");
  expect(svg).toContain("0/15 khối /60");
  expect(svg).toContain("2/32");
  // Of the root's 256 slots two pools and two reserves: what no pool may give out is not called free.
  expect(svg.match(/\(reserve\)/g)).toHaveLength(2);
  expect(svg.match(/: (tự do|kế tiếp)/g)).toHaveLength(64 + 32 + 64 - 3);
});
