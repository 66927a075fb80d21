import { expect, test } from "vitest";
import { holds, parsePrefix } from "./address-text.js";

const held = (outer: string, inner: string): boolean => holds(parsePrefix(outer)!, parsePrefix(inner)!);

test("addresses and prefixes of both families are read", () => {
  expect(parsePrefix("3fff:38::/40")).toEqual({ family: 6, value: 0x3fff0038n << 96n, length: 40 });
  expect(parsePrefix(" ::1 ")).toEqual({ family: 6, value: 1n, length: 128 });
  expect(parsePrefix("1:2:3:4:5:6:7:8")?.value).toBe(0x0001_0002_0003_0004_0005_0006_0007_0008n);
  expect(parsePrefix("10.96.32.2")).toEqual({ family: 4, value: 0x0a602002n, length: 32 });
});

test("a prefix holds what lies inside it, in its own family alone", () => {
  expect(held("3fff:38:60::/48", "3fff:38:60:2000::10:2")).toBe(true);
  expect(held("3fff:38:60::/48", "3fff:38:61::1")).toBe(false);
  expect(held("3fff:38:60::/48", "3fff:38::/40")).toBe(false);
  expect(held("0.0.0.0/0", "::")).toBe(false);
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
  expect(parsePrefix(text)).toBeUndefined();
});
