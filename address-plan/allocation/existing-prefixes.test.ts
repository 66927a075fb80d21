import fc from "fast-check";
import { expect, test } from "vitest";
import { planOf } from "../plan-of.ts";
import { contains, overlaps, type Prefix } from "../prefixes/address.ts";
import { formatPrefix, parsePrefix } from "../prefixes/prefix.ts";
import { EMPTY_LEDGER, ledgersOf } from "../testing/random-histories.ts";
import { checkExisting, overlapsOf, readExistingPrefix, type ExistingPrefix } from "./existing-prefixes.ts";

const PLAN = planOf(
  ledgersOf([
    [
      { site: "vpubnd", kind: "department", name: "Văn phòng UBND tỉnh", owner: "vpubnd", purpose: "mạng" },
      { site: "389", kind: "area", name: "Huyện Ngọc Lặc", owner: "389", purpose: "vùng kết nối" },
      { site: "15061", kind: "commune", parent: "389", name: "Thị trấn Ngọc Lặc", owner: "15061", purpose: "mạng" },
    ],
  ]).at(-1)!,
);
const NO_PLAN = planOf(EMPTY_LEDGER);
const pairs = (existing: ExistingPrefix[], plan = NO_PLAN) =>
  overlapsOf(existing, plan).map(({ outer, inner, with: side }) => [
    `${outer.agency} ${formatPrefix(outer.prefix)}`,
    `${inner.agency} ${formatPrefix(inner.prefix)}`,
    side,
  ]);

test("two agencies on the same network are both named, one agency's own networks are not", () => {
  expect(
    pairs([
      { prefix: parsePrefix("192.168.1.0/24"), agency: "snv" },
      { prefix: parsePrefix("192.168.0.0/16"), agency: "stc" },
      { prefix: parsePrefix("192.168.1.128/25"), agency: "snv" },
      { prefix: parsePrefix("192.168.1.0/24"), agency: "syt" },
      { prefix: parsePrefix("172.16.0.0/24"), agency: "syt" },
    ]),
  ).toEqual([
    ["stc 192.168.0.0/16", "snv 192.168.1.0/24", "existing"],
    ["stc 192.168.0.0/16", "syt 192.168.1.0/24", "existing"],
    ["snv 192.168.1.0/24", "syt 192.168.1.0/24", "existing"],
    ["stc 192.168.0.0/16", "snv 192.168.1.128/25", "existing"],
    ["syt 192.168.1.0/24", "snv 192.168.1.128/25", "existing"],
  ]);
});

test("addresses that the plan gives to another site are found; an agency's own are fine", () => {
  expect(pairs([{ prefix: parsePrefix("10.64.8.0/24"), agency: "vpubnd" }], PLAN)).toEqual([]);
  expect(pairs([{ prefix: parsePrefix("10.64.8.0/24"), agency: "snv" }], PLAN)).toEqual([
    ["vpubnd 10.64.0.0/16", "snv 10.64.8.0/24", "plan"],
  ]);
  // A commune in its own block is not in conflict with the area around it.
  expect(pairs([{ prefix: parsePrefix("10.129.0.0/24"), agency: "15061" }], PLAN)).toEqual([]);
  expect(pairs([{ prefix: parsePrefix("10.128.0.0/24"), agency: "15061" }], PLAN)).toEqual([
    ["389 10.128.0.0/15", "15061 10.128.0.0/24", "plan"],
  ]);
});

test("the sweep finds exactly the pairs that overlap", () => {
  const prefix = fc.tuple(fc.nat(255), fc.integer({ min: 4, max: 12 })).map(([byte, length]): Prefix => {
    const value = (BigInt(byte) << 24n) | (BigInt(byte) << 20n);
    const shift = BigInt(32 - length);
    return { family: 4, length, value: ((value & 0xffff_ffffn) >> shift) << shift };
  });
  const rows = fc.array(fc.record({ prefix, agency: fc.constantFrom("a", "b", "c") }), {
    maxLength: 25,
  });
  fc.assert(
    fc.property(rows, (existing) => {
      const expected = existing.flatMap((one, index) =>
        existing
          .slice(index + 1)
          .filter(({ agency, prefix: other }) => agency !== one.agency && overlaps(one.prefix, other)),
      ).length;
      const found = overlapsOf(existing, NO_PLAN);
      expect(found).toHaveLength(expected);
      for (const { outer, inner } of found) {
        expect(contains(outer.prefix, inner.prefix)).toBe(true);
      }
    }),
  );
});

test("prefixes are taken in any spelling, but not with host bits", () => {
  expect(readExistingPrefix(" 192.168.1.0/24 ")).toEqual(parsePrefix("192.168.1.0/24"));
  expect(readExistingPrefix("3FFF:0038:0060::/48")).toEqual(parsePrefix("3fff:38:60::/48"));
  for (const text of ["", "192.168.1.1/24", "192.168.1.0", "mạng LAN"])
    expect(readExistingPrefix(text)).toBeUndefined();
});

test("check advises each network that overlaps, once, and the one that has to go", () => {
  const said = (existing: ExistingPrefix[], plan = NO_PLAN) =>
    checkExisting(existing, plan).map(({ policy, level, resource, message }) => {
      expect([policy, level]).toEqual(["AP-17", "advisory"]);
      return `${resource}: ${/found (.*); wanted/.exec(message.en)?.[1]}`;
    });
  expect(said([{ prefix: parsePrefix("10.64.8.0/24"), agency: "snv" }], PLAN)).toEqual([
    `snv: 10.64.8.0/24, in use from before the plan, overlapping 10.64.0.0/16, which the plan gives to vpubnd`,
  ]);
  // A network larger than the plan's block is still the one from before the plan.
  expect(said([{ prefix: parsePrefix("10.64.0.0/12"), agency: "snv" }], PLAN)).toEqual([
    `snv: 10.64.0.0/12, in use from before the plan, overlapping 10.64.0.0/16, which the plan gives to vpubnd`,
  ]);
  expect(said([{ prefix: parsePrefix("10.64.8.0/24"), agency: "vpubnd" }], PLAN)).toEqual([]);
  const many = ["a", "b", "c", "d", "e"].map((agency) => ({ prefix: parsePrefix("192.168.1.0/24"), agency }));
  expect(said(many)).toHaveLength(4);
  expect(said(many).at(-1)).toMatch(/^e: 192\.168\.1\.0\/24, .* 192\.168\.1\.0\/24 of c and 1 more$/);
  expect(said(many.slice(0, 1))).toEqual([]);
});
