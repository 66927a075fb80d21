import { expect, test } from "vitest";
import { partName, partOf } from "./names.ts";

test.each([
  ["stttt", "web-1"],
  ["stttt", "standing-v6-only"],
  ["web-1", "2"],
  ["15061", "app-ingress-prefixes-stttt/app-tcp-443-ipv6"],
])("what was named %s-%s is read back", (whole, part) => {
  expect(partName(whole, part)).toBe(`${whole}-${part}`);
  expect(partOf(whole, partName(whole, part))).toBe(part);
});

test.each(["stttt", "sttttx-web", "web-1", ""])("%j is no part of stttt", (name) => {
  expect(partOf("stttt", name)).toBeUndefined();
});
