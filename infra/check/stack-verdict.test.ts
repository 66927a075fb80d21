import { expect, test } from "vitest";
import { countsOf } from "./stack-verdict.ts";

test("a subnet counts in the family of its prefix, whatever version is said beside it", () => {
  const subnet = (inputs: Record<string, unknown>) => ({ type: "openstack:networking/subnet:Subnet", inputs });
  const counts = countsOf([
    subnet({ ipVersion: 4, cidr: "3fff:38::/64" }),
    subnet({ cidr: "3fff:38::/64" }),
    subnet({ ipVersion: "6" }),
    subnet({ ipVersion: 6, cidr: "10.0.0.0/24" }),
    subnet({}),
  ]);
  expect([counts.ipv4Subnets, counts.ipv6Subnets]).toEqual([2, 3]);
});
