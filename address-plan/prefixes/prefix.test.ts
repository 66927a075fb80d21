import fc from "fast-check";
import { expect, test } from "vitest";
import { contains, formatAddress, overlaps } from "./address.ts";
import { leftmostOrder, reverseBits } from "./leftmost.ts";
import { addressAt, childOf, formatPrefix, indexIn, isCanonical, parseAddress, parsePrefix, split } from "./prefix.ts";
import { pointerNameOf, reverseZonesOf } from "./reverse-zone.ts";

test.each([
  ["3FFF:0038:0040::/48", "3fff:38:40::/48"],
  ["2001:db8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128"],
  ["2001:db8:0:1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128"],
  ["::/0", "::/0"],
  ["10.137.0.192/27", "10.137.0.192/27"],
])("%s is written %s (RFC 5952)", (text, canonical) => {
  expect(formatPrefix(parsePrefix(text))).toBe(canonical);
  expect(isCanonical(canonical)).toBe(true);
  expect(isCanonical(text)).toBe(text === canonical);
});

test.each([
  ["3fff:38::", '"3fff:38::" has no prefix length, such as "3fff:38::/48"'],
  ["3fff:38::1/48", '"3fff:38::1/48" has bits set after /48; the prefix is 3fff:38::/48'],
  ["3fff:38::/129", '"3fff:38::/129" has a bad prefix length; IPv6 takes /0 to /128'],
  ["10.0.0.0/33", '"10.0.0.0/33" has a bad prefix length; IPv4 takes /0 to /32'],
  ["10.0.0.0/8/8", '"10.0.0.0/8/8" has a bad prefix length'],
  ["3fff::38::/48", '"3fff::38::" is not an IP address'],
  ["10.0.0/8", '"10.0.0" is not an IP address'],
  ["fe80::%eth0/64", '"fe80::%eth0" has a zone id'],
])("%s is refused", (text, message) => {
  expect(() => parsePrefix(text)).toThrow(message);
});

test("children, indices and offsets say where they end", () => {
  const root = parsePrefix("3fff:38::/40");
  expect(formatPrefix(childOf(root, 48, 0x60))).toBe("3fff:38:60::/48");
  expect(() => childOf(root, 48, 256)).toThrow("3fff:38::/40 has /48 blocks 0..255; 256 is none of them");
  expect(() => childOf(root, 32, 0)).toThrow("the length must lie in 40..128");
  expect(() => indexIn(root, parsePrefix("3fff:39::/48"))).toThrow("3fff:39::/48 does not lie in 3fff:38::/40");
  expect(() => addressAt(parsePrefix("10.0.0.0/30"), 4n)).toThrow("10.0.0.0/30 has 4 addresses; offset 4 lies outside");
  expect(() => split(parsePrefix("3fff:38::/32"), 64)).toThrow("splits into 2^32 /64 blocks");
  expect(split(parsePrefix("10.136.0.0/15"), 16).map(formatPrefix)).toEqual(["10.136.0.0/16", "10.137.0.0/16"]);
});

const ipv6 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });

test("any address and any child reads back to itself", () => {
  fc.assert(
    fc.property(
      ipv6,
      fc.integer({ min: 8, max: 64 }),
      fc.integer({ min: 0, max: 12 }),
      fc.nat(),
      (value, length, more, n) => {
        const text = formatAddress({ family: 6, value });
        expect(parseAddress(text).value).toBe(value);
        const parent = parsePrefix(formatPrefix({ family: 6, value: (value >> 64n) << 64n, length: 64 }));
        const block = { ...parent, value: (parent.value >> BigInt(128 - length)) << BigInt(128 - length), length };
        const index = n % 2 ** more;
        const child = childOf(block, length + more, index);
        expect([contains(block, child), indexIn(block, child), overlaps(child, block)]).toEqual([true, index, true]);
      },
    ),
    { numRuns: 1000 },
  );
});

test("leftmost order is that of RFC 3531", () => {
  expect(leftmostOrder(6).slice(0, 9)).toEqual([0, 32, 16, 48, 8, 40, 24, 56, 4]);
  expect(reverseBits(1, 8)).toBe(0x80);
  for (const bits of [0, 1, 6, 8]) {
    expect(leftmostOrder(bits).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 2 ** bits }, (_, slot) => slot));
  }
  expect(() => leftmostOrder(17)).toThrow("0..16 bits");
});

test.each([
  ["3fff:38:40::/48", ["0.4.0.0.8.3.0.0.f.f.f.3.ip6.arpa"]],
  ["3fff:38:84:8000::/56", ["0.8.4.8.0.0.8.3.0.0.f.f.f.3.ip6.arpa"]],
  ["3fff:38:40::/47", ["0.4.0.0.8.3.0.0.f.f.f.3.ip6.arpa", "1.4.0.0.8.3.0.0.f.f.f.3.ip6.arpa"]],
  ["10.96.0.0/16", ["96.10.in-addr.arpa"]],
  ["10.136.0.0/15", ["136.10.in-addr.arpa", "137.10.in-addr.arpa"]],
  ["10.137.0.192/27", ["192/27.0.137.10.in-addr.arpa"]],
])("%s is delegated as %s (AP-19)", (prefix, zones) => {
  expect(reverseZonesOf(parsePrefix(prefix))).toEqual(zones);
});

test("PTR names end in the zone of their prefix", () => {
  expect(pointerNameOf(parseAddress("10.96.32.10"))).toBe("10.32.96.10.in-addr.arpa");
  const [zone = ""] = reverseZonesOf(parsePrefix("3fff:38:60::/48"));
  const pointer = pointerNameOf(parseAddress("3fff:38:60:2000::10:a"));
  expect(pointer).toMatch(/^a\.0\.0\.0\.0\.1\.0\.0\./);
  expect(pointer.endsWith(`.${zone}`)).toBe(true);
  expect(pointer.split(".")).toHaveLength(34);
});
