import { expect, test } from "vitest";
import type { SiteRequest } from "../ledger/ledger.ts";
import { printed } from "../testing/printed.ts";
import { EMPTY_LEDGER } from "../testing/random-histories.ts";
import { allocate, AllocationError } from "./allocate.ts";

const REASON = { date: "2022-05-16", document: "Kế hoạch chuyển đổi IPv6" };
const labels = { name: "Tên", owner: "stttt", purpose: "mạng" };

/** The faults that `allocate` reports. */
function faults(requests: SiteRequest[], ledger = EMPTY_LEDGER, reason = REASON): string[] {
  try {
    allocate(ledger, requests, reason);
    return [];
  } catch (error) {
    return error instanceof AllocationError
      ? error.problems.map(({ en }) => en)
      : [`not an AllocationError: ${String(error)}`];
  }
}

test("a commune comes after its area, and may come with it", () => {
  const commune: SiteRequest = { site: "15061", kind: "commune", parent: "389", ...labels };
  const { added, plan } = allocate(EMPTY_LEDGER, [commune, { site: "389", kind: "area", ...labels }], REASON);
  expect(added.map((line) => [line.seq, line.site, line.event === "allocate" && line.ipv6])).toEqual([
    [1, "389", "3fff:38:80::/48"],
    [2, "15061", "3fff:38:80:8000::/56"],
  ]);
  expect(printed(plan.sites["15061"])).toMatchObject({ parent: "389", ipv4: "10.129.0.0/23" });
  expect(faults([commune])).toEqual(['commune 15061: area "389" has no addresses yet; request the area too']);
});

test("new sites of a kind are placed in the register's order, then by code", () => {
  const requests: SiteRequest[] = [
    { site: "c", kind: "department", ...labels },
    { site: "b", kind: "department", ...labels },
    { site: "z", kind: "department", ...labels, order: 1 },
  ];
  expect(allocate(EMPTY_LEDGER, requests, REASON).added.map(({ site }) => site)).toEqual(["z", "b", "c"]);
});

test("all faults come at once, and nothing is allocated", () => {
  expect(
    faults(
      [
        { site: "stttt", kind: "department", ...labels },
        { site: "stttt", kind: "department", ...labels, owner: "" },
        { site: "Ngọc Lặc", kind: "area", ...labels },
        { site: "15061", kind: "commune", ...labels },
        { site: "snv", kind: "department", parent: "389", ...labels },
      ],
      EMPTY_LEDGER,
      { date: "2022-02-30", document: "" },
    ),
  ).toEqual([
    'date "2022-02-30" is no ISO date such as 2022-05-16 (AP-24)',
    "no document is named; say which decision allocates the addresses (AP-24)",
    'commune 15061 has no area; set "parent" to the area\'s code',
    'area "Ngọc Lặc": the code of this kind is three digits of the General Statistics Office, such as 389 (AP-16)',
    'department snv has parent "389"; only communes have one',
    "site stttt is requested twice; a code names one site (AP-16)",
    "department stttt has no owner (AP-24)",
  ]);
});

test("a site keeps kind and area", () => {
  const areas: SiteRequest[] = ["389", "390"].map((site) => ({ site, kind: "area", ...labels }));
  const commune: SiteRequest = { site: "15061", kind: "commune", parent: "389", ...labels };
  const { ledger } = allocate(EMPTY_LEDGER, [...areas, commune], REASON);
  expect(faults([{ ...commune, parent: "390" }], ledger)).toEqual([
    "site 15061 is a commune of area 390 in the request and a commune of area 389 in the ledger (seq 3);" +
      " a site keeps its addresses, so request it as the ledger has it (AP-07)",
  ]);
  // A name is a label: a renamed site is the same site.
  expect(allocate(ledger, [{ ...commune, name: "Tên mới" }], REASON).added).toEqual([]);
});

test("another root of the same size works; another size is refused", () => {
  const { added } = allocate(
    { ...EMPTY_LEDGER, root6: "2001:db8:4400::/40" },
    [{ site: "stttt", kind: "department", ...labels }],
    REASON,
  );
  expect(added[0]).toMatchObject({ ipv6: "2001:db8:4440::/48" });
  expect(faults([], { ...EMPTY_LEDGER, root6: "3fff:38::/48" })).toEqual([
    "the IPv6 root is 3fff:38::/48; profile P40 needs a /40",
  ]);
});
