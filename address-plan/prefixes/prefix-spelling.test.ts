import fc from "fast-check";
import { Address4, Address6 } from "ip-address";
import { expect, test } from "vitest";
import { formatAddress } from "./address.ts";
import { parseAddress } from "./prefix.ts";

/** Addresses with runs of zeros, which plain random ones hardly have. */
const address6 = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n));

test("the plan's own spelling of an address is the library's, both ways (AP-23)", () => {
  fc.assert(
    fc.property(address6, fc.bigInt({ min: 0n, max: 0xffff_ffffn }), (six, four) => {
      const library6 = Address6.fromBigInt(six);
      expect(formatAddress({ family: 6, value: six })).toBe(library6.correctForm());
      expect(formatAddress({ family: 4, value: four })).toBe(Address4.fromBigInt(four).correctForm());
      for (const text of [library6.correctForm(), library6.canonicalForm(), library6.correctForm().toUpperCase()]) {
        expect(parseAddress(text)).toEqual({ family: 6, value: six });
      }
      expect(parseAddress(Address4.fromBigInt(four).correctForm())).toEqual({ family: 4, value: four });
    }),
    { numRuns: 500 },
  );
});

test.each([
  "1::2::3",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7:8::",
  ":1",
  "12345::",
  "g::",
  "1.2.3",
  "1.2.3.256",
  "01.2.3.4",
])("%s is no address to the library, nor to the plan", (text) => {
  expect(() => parseAddress(text)).toThrow(`"${text}" is not an IP address`);
});
