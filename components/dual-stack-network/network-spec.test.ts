import fc from "fast-check";
import { expect, test } from "vitest";
import { Faults } from "../faults.ts";
import { subnetSpecs, type NetworkFamilies } from "./network-spec.ts";

const ipv4 = { cidr: "10.96.32.0/24", gateway: "10.96.32.1" };
const ipv6 = { cidr: "2001:db8:40:2000::/64", gateway: "2001:db8:40:2000::1" };
const specs = (args: NetworkFamilies) => subnetSpecs(args, new Faults("DualStackNetwork 'dmz'"));

test.each<[string, NetworkFamilies, string]>([
  ["dual without IPv6", { ipv4 }, "ipv6 is missing"],
  ["dual without IPv4", { ipv6 }, "ipv4 is missing and mode 'dual' needs it"],
  ["v6-only without IPv6", { mode: "v6-only", ipv4 }, "ipv6 is missing"],
  [
    "legacy IPv4 beside another mode",
    { mode: "v6-only", ipv4, legacyIpv4Only: { reason: "old" } },
    "take one of the two away",
  ],
  ["an IPv6 subnet that is no /64", { ipv4, ipv6: { ...ipv6, cidr: "2001:db8:40:2000::/72" } }, "is a /72"],
  ["a CIDR of the other family", { ipv4: { ...ipv4, cidr: ipv6.cidr }, ipv6 }, "is no IPv4 prefix"],
  ["an address as CIDR", { ipv4: { ...ipv4, cidr: "10.96.32.0" }, ipv6 }, "is no IPv4 prefix"],
  ["a gateway elsewhere", { ipv4: { ...ipv4, gateway: "10.96.33.1" }, ipv6 }, "does not lie in 10.96.32.0/24"],
  [
    "a pool elsewhere",
    { ipv4, ipv6: { ...ipv6, allocationPool: { start: "2001:db8:40:2000::100", end: "2001:db8:40:2001::1" } } },
    "ipv6.allocationPool.end '2001:db8:40:2001::1' does not lie in",
  ],
  [
    "a pool upside down",
    { ipv4: { ...ipv4, allocationPool: { start: "10.96.32.200", end: "10.96.32.100" } }, ipv6 },
    "before its start",
  ],
  [
    "a pool over the gateway",
    { ipv4: { ...ipv4, allocationPool: { start: "10.96.32.1", end: "10.96.32.100" } }, ipv6 },
    "lies in the allocation pool",
  ],
  ["a resolver of the other family", { ipv4: { ...ipv4, dnsServers: ["2001:db8::53"] }, ipv6 }, "own family"],
])("refuses %s", (_, args, message) => {
  expect(() => specs(args)).toThrow(message);
});

test("names every fault at once", () => {
  const faulty = {
    ipv4: { ...ipv4, gateway: "10.0.0.1" },
    ipv6: { ...ipv6, cidr: "2001:db8::/48", gateway: "2001:db8::1" },
  };
  expect(() => specs(faulty)).toThrow(
    "DualStackNetwork 'dmz':\n  - ipv4.gateway '10.0.0.1' does not lie in 10.96.32.0/24\n  - ipv6.cidr '2001:db8::/48' is a /48",
  );
});

test("any /64 in any spelling gives one canonical text, and its gateway stays in it", () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  const spelling = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) =>
      text
        .split(":")
        .map((part) => part.padStart(4, "0"))
        .join(":"),
  );
  fc.assert(
    fc.property(group, group, spelling, (third, fourth, spell) => {
      const prefix = `2001:db8:${third.toString(16)}:${fourth.toString(16)}`;
      const [plain, spelled] = [prefix, spell(prefix)].map(
        (text) => specs({ mode: "v6-only", ipv6: { cidr: `${text}:0:0:0:0/64`, gateway: `${text}:0:0:0:1` } })[0],
      );
      expect(spelled).toEqual(plain);
      expect(plain?.cidr).toBe(plain?.cidr.toLowerCase());
      expect(plain?.gateway).toMatch(/::1$/);
    }),
  );
});
