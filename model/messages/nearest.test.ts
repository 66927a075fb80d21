import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

describe("nearest", () => {
  test.each([
    ["replcas", "replicas"],
    ["data_centre", "dataCentre"],
    ["dataCenter", "dataCentre"],
    ["ZONES", "zones"],
    ["sevrers", "servers"],
    ["vùng DMZ", "dmz"],
    ["Vùng mạng dmz", "dmz"],
    ["zone dmz", "dmz"],
    ["“dmz”", "dmz"],
    ["vùng", "vung-1"],
    ["quan tri", "quản-trị"],
  ])("takes %s for %s", (word, meant) => {
    const known = ["servers", "zones", "dataCentre", "replicas", "dmz", "db", "vung-1", "quản-trị"];
    expect(nearest(word, known)).toBe(meant);
  });

  test("proposes nothing for a word that is like none", () => {
    expect(nearest("printer", ["dmz", "app", "db"])).toBeUndefined();
    expect(nearest("x", ["db", "app"])).toBeUndefined();
  });

  test("measures a distance", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
