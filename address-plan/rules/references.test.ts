import { expect, test } from "vitest";
import { formatPrefix, parsePrefix } from "../prefixes/prefix.ts";
import { reverseZonesOf } from "../prefixes/reverse-zone.ts";
import { addressesIn } from "./references.ts";

const prefixes = (text: string) => addressesIn(text).map(({ prefix }) => formatPrefix(prefix));

test.each([
  ["an address of each family", "from 3fff:38::1 to 10.96.0.1", ["3fff:38::1/128", "10.96.0.1/32"]],
  ["prefixes", "- 3fff:38:40::/48, 10.64.0.0/16", ["3fff:38:40::/48", "10.64.0.0/16"]],
  ["another spelling", "3FFF:0038:0040:0:0:0:0:1", ["3fff:38:40::1/128"]],
  ["the addresses of interfaces", "3fff:38:40::1/64 10.64.0.1/24", ["3fff:38:40::1/128", "10.64.0.1/32"]],
  ["a URL", "https://[3fff:38:40::1]:8443/ http://10.64.0.1:80/x", ["3fff:38:40::1/128", "10.64.0.1/32"]],
  ["an SPF record", "v=spf1 ip6:3fff:38:40::/48 ip4:10.64.0.0/24 -all", ["3fff:38:40::/48", "10.64.0.0/24"]],
  ["a range", "10.64.0.5-10.64.0.9", ["10.64.0.5/32", "10.64.0.9/32"]],
  ["a key of YAML", "3fff:38:40::1: web", ["3fff:38:40::1/128"]],
  ["the end of a sentence", "It was 10.64.0.1. Then 3fff:38::.", ["10.64.0.1/32", "3fff:38::/128"]],
  ["an address of IPv4 in one of IPv6", "::ffff:10.64.0.1", ["::ffff/128", "10.64.0.1/32"]],
])("finds %s", (_, text, expected) => {
  expect(prefixes(text)).toEqual(expected);
});

test.each(["3fff:38:84:8000::/56", "10.137.0.0/24", "10.137.0.192/27", "10.64.0.0/16", "3fff:38::/32"])(
  "reads the reverse zones of %s back",
  (prefix) => {
    expect(reverseZonesOf(parsePrefix(prefix)).flatMap(prefixes)).toEqual([prefix]);
  },
);

test.each([
  ["a MAC address", "fa:16:3e:00:00:01"],
  ["a time", "10:30:00"],
  ["a version of three or five numbers", "1.2.3 1.2.3.4.5"],
  ["octets that are none", "10.256.0.1"],
  ["words", "face: bad, decade: cafe::beefy"],
  ["a length that is none", "3fff:38::/200"],
  ["a hash", "sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f9"],
])("passes over %s", (_, text) => {
  expect(prefixes(text)).toEqual([]);
});

test("says where it stands", () => {
  expect(addressesIn("dns: 10.64.0.1")).toMatchObject([{ index: 5, text: "10.64.0.1" }]);
});
