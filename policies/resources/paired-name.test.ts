import { expect, test } from "vitest";
import { pairKeys, withoutFamily } from "./paired-name.ts";

test.each([
  ["portal-ipv6", "portal-ipv4", "portal"],
  ["portal_v6", "portal", "portal"],
  ["portal.IP6", "portal.ip4", "portal"],
  ["application loadbalancer IPv6", "application loadbalancer", "application loadbalancer"],
  ["application loadbalancer ", "application loadbalancer IPv4", "application loadbalancer"],
  ["api_v6_lb", "api_lb", "api_lb"],
  ["www6", "www", "www"],
  ["lbv6", "lb", "lb"],
  ["v6-dns", "dns", "dns"],
  ["IPv6 dns", "ipv4-dns", "dns"],
  ["ntp (IPv6)", "ntp", "ntp"],
  ["ntp [v6] edge", "ntp (4) edge", "ntp edge"],
  ["Hà Nội 6", "Hà Nội 4", "Hà Nội"],
  ["lb-6-web-2", "lb-web-2", "lb-web-2"],
])("%s and %s pair", (ipv6, ipv4, stem) => {
  expect([withoutFamily(ipv6, 6), withoutFamily(ipv4, 4)].map((name) => pairKeys(name, 4))).toEqual([
    pairKeys(stem, 4),
    pairKeys(stem, 4),
  ]);
  expect(pairKeys(ipv6, 6)).toEqual(pairKeys(ipv4, 4));
});

test.each([
  ["web-64", "web"],
  ["v62-lb", "lb"],
  ["ipv6x", "x"],
  ["node16", "node1"],
  ["a", "b"],
])("%s of IPv6 and %s of IPv4 do not", (ipv6, ipv4) => {
  expect(pairKeys(ipv6, 6)).not.toEqual(pairKeys(ipv4, 4));
});

test("numbers of one family stay apart", () => {
  expect(pairKeys("web-6", 4)).not.toEqual(pairKeys("web-4", 4));
});

test("separators around the mark stay once, and a name that is nothing but a mark stays whole", () => {
  expect(["api_v6_lb", "ntp (IPv6)", "v6-dns", "lb ipv6 "].map((name) => withoutFamily(name, 6))).toEqual([
    "api_lb",
    "ntp",
    "dns",
    "lb",
  ]);
  expect(withoutFamily("ipv6", 6)).toBe("ipv6");
});

test("while the family is not known, a name may pair as one of either", () => {
  expect(pairKeys("www6")).toEqual(["www6", "www"]);
  expect(pairKeys("hanoi v4")).toEqual(["hanoi", "hanoi-v4"]);
  expect(pairKeys("portal")).toEqual(["portal"]);
});
