import { expect, test } from "vitest";
import { overlaps } from "../../../../address-plan/prefixes/address.ts";
import { typedPrefix } from "./typed-prefix.ts";

test("addresses and prefixes of both families are read", () => {
  expect(typedPrefix("3fff:38::/40")).toEqual({ family: 6, value: 0x3fff0038n << 96n, length: 40 });
  expect(typedPrefix(" ::1 ")).toEqual({ family: 6, value: 1n, length: 128 });
  expect(typedPrefix("1:2:3:4:5:6:7:8")?.value).toBe(0x0001_0002_0003_0004_0005_0006_0007_0008n);
  expect(typedPrefix("10.96.32.2")).toEqual({ family: 4, value: 0x0a602002n, length: 32 });
});

test("an IPv4-mapped address is that of IPv4", () => {
  expect(typedPrefix("::ffff:10.96.32.2")).toEqual(typedPrefix("10.96.32.2"));
  expect(typedPrefix("::FFFF:a60:2002")).toEqual(typedPrefix("10.96.32.2"));
  expect(typedPrefix("::ffff:10.96.32.0/120")).toEqual(typedPrefix("10.96.32.0/24"));
  expect(typedPrefix("64:ff9b::10.96.32.2")?.family).toBe(6);
  expect(typedPrefix("::ffff:10.96.32.256")).toBeUndefined();
});

test("bits after the length are left out", () => {
  expect(typedPrefix("3fff:38:60:2000::10:2/48")).toEqual(typedPrefix("3fff:38:60::/48"));
  expect(typedPrefix("10.96.32.2/24")).toEqual(typedPrefix("10.96.32.0/24"));
});

test.each([
  ["3fff:38:60::/48", "3fff:38:60:2000::10:2", true],
  ["3fff:38:60::/48", "3fff:38::/40", true],
  ["3fff:38:60::/48", "3fff:38:61::1", false],
  ["0.0.0.0/0", "::", false],
])("%s and %s share an address: %s", (own, typed, shared) => {
  expect(overlaps(typedPrefix(own)!, typedPrefix(typed)!)).toBe(shared);
});

test.each([
  "stttt",
  "1:2:3",
  "1:2:3:4:5:6:7:8:9",
  "1::2::3",
  "300.1.1.1",
  "3fff::/129",
  "::/x",
  "12345::",
  "::/1/2",
  "",
])("%j is no address", (text) => {
  expect(typedPrefix(text)).toBeUndefined();
});
