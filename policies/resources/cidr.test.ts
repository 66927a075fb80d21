import fc from "fast-check";
import { expect, test } from "vitest";
import { contains, isAny, isPrivateIpv4, isUniqueLocal, overlaps, parseCidr, isEveryone } from "./cidr.ts";

const cidr = (text: string) => parseCidr(text)!;

test.each([
  ["10.96.32.0/24", "10.96.32.0/24", false],
  ["10.96.32.5/24", "10.96.32.0/24", true],
  ["10.96.32.5", "10.96.32.5/32", false],
  ["3FFF:0038:60::/48", "3fff:38:60::/48", false],
  ["3fff:38:60::1/64", "3fff:38:60::/64", true],
  ["0::/0", "::/0", false],
])("%s means %s", (text, canonical, hostBits) => {
  expect(cidr(text)).toMatchObject({ canonical, hostBits });
  // The second time from memory.
  expect(cidr(text)).toMatchObject({ canonical, hostBits });
});

test.each(["", "everyone", "10.0.0.0/33", "10.0.0", "010.0.0.1", "3fff::/129", "web.example"])(
  "%s is no prefix",
  (text) => {
    expect(parseCidr(text)).toBeUndefined();
  },
);

const prefix = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 0xff_ff_ff_ff }), fc.integer({ min: 0, max: 32 }))
    .map(([n, length]) => `${[24, 16, 8, 0].map((shift) => (n >>> shift) & 255).join(".")}/${length}`),
  fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 0xff_ff }), { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 0, max: 128 }),
    )
    .map(([groups, length]) => `${groups.map((group) => group.toString(16)).join(":")}/${length}`),
);

test("canonical text means the same prefix, without host bits", () => {
  fc.assert(
    fc.property(prefix, (text) => {
      const once = cidr(text);
      const twice = cidr(once.canonical);
      expect(twice).toEqual({ ...once, hostBits: false });
      expect(once.last - once.first + 1n).toBe(2n ** BigInt((once.family === 4 ? 32 : 128) - once.length));
    }),
  );
});

test("two prefixes overlap only when one holds the other", () => {
  fc.assert(
    fc.property(prefix, prefix, (a, b) => {
      expect(overlaps(cidr(a), cidr(b))).toBe(contains(cidr(a), cidr(b)) || contains(cidr(b), cidr(a)));
    }),
  );
});

test("kinds of prefixes", () => {
  expect([isAny(cidr("::/0")), isAny(cidr("0.0.0.0/0")), isAny(cidr("::/1"))]).toEqual([true, true, false]);
  expect([isPrivateIpv4(cidr("172.31.0.0/16")), isPrivateIpv4(cidr("172.32.0.0/16"))]).toEqual([true, false]);
  expect([isUniqueLocal(cidr("fd00::/8")), isUniqueLocal(cidr("fe80::/10"))]).toEqual([true, false]);
});

test.each(["0.0.0.0/0", "0.0.0.0/1", "64.0.0.0/2", "::/0", "2000::/3", "2000::/4", "2400::/12"])(
  "%s is everyone",
  (text) => {
    expect(isEveryone(parseCidr(text)!)).toBe(true);
  },
);

test.each(["10.0.0.0/8", "224.0.0.0/4", "fc00::/7", "fe80::/10", "ff00::/8", "2001::/16", "3fff::/20"])(
  "%s is not everyone",
  (text) => {
    expect(isEveryone(parseCidr(text)!)).toBe(false);
  },
);
