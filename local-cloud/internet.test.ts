import { Address4, Address6 } from "ip-address";
import { expect, test } from "vitest";
import { externalNetwork } from "./internet.ts";

const DOCUMENTATION = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"];

function isDocumentation(text: string): boolean {
  const Family = text.includes(":") ? Address6 : Address4;
  return DOCUMENTATION.filter((cidr) => cidr.includes(":") === text.includes(":")).some((cidr) =>
    new Family(text).isInSubnet(new Family(cidr)),
  );
}

test("the Internet side uses documentation addresses only", () => {
  const { ipv4, ipv6, farHosts, resolvers } = externalNetwork();
  const all = [ipv4.gateway, ipv6.gateway, farHosts.ipv4, farHosts.ipv6, ...resolvers];
  expect(all.filter((address) => !isDocumentation(address))).toEqual([]);
});

test("the edge lies in the external network, what is beyond does not", () => {
  const { ipv4, ipv6, farHosts, resolvers } = externalNetwork();
  expect(new Address4(ipv4.gateway).isInSubnet(new Address4(ipv4.cidr))).toBe(true);
  expect(new Address6(ipv6.gateway).isInSubnet(new Address6(ipv6.cidr))).toBe(true);
  for (const address of [farHosts.ipv4, ...resolvers.filter((text) => !text.includes(":"))]) {
    expect(new Address4(address).isInSubnet(new Address4(ipv4.cidr)), address).toBe(false);
  }
  for (const address of [farHosts.ipv6, ...resolvers.filter((text) => text.includes(":"))]) {
    expect(new Address6(address).isInSubnet(new Address6(ipv6.cidr)), address).toBe(false);
  }
});

test("there are two resolvers of each family", () => {
  const { resolvers } = externalNetwork();
  expect(resolvers.filter((address) => address.includes(":"))).toHaveLength(2);
  expect(resolvers.filter((address) => !address.includes(":"))).toHaveLength(2);
});
