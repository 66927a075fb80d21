import { expect, test } from "vitest";
import type { StackMode } from "../../model/tenant.ts";
import { plannedServers } from "../expected/planned-server.ts";
import { sampleDeployed, samplePlan, sampleProvince, sampleTenants } from "../testing/sample-world.ts";
import { simulatedCloud } from "../testing/simulated-cloud.ts";
import { judgeGuest, readGuestFacts, type GuestFacts } from "./guest-facts.ts";

/** The findings of stttt/web-1 when one of its facts is broken. */
async function findings(change: (facts: GuestFacts) => void = () => {}, mode: StackMode = "dual"): Promise<string[]> {
  const tenants = sampleTenants(mode);
  const deployed = sampleDeployed(tenants);
  const [tenant, server] = [tenants["stttt"], deployed["stttt"]?.servers["web-1"]];
  const vantage = simulatedCloud(tenants, deployed)({ kind: "server", agency: "stttt", server: "web-1" });
  const planned = tenant && plannedServers(sampleProvince, samplePlan, tenant).find((each) => each.name === "web-1");
  if (tenant === undefined || server === undefined || planned === undefined || vantage === undefined) {
    throw new Error("the sample has no stttt/web-1");
  }
  const facts = await readGuestFacts(vantage, 1);
  change(facts);
  return judgeGuest(facts, { province: sampleProvince, tenant, planned, deployed: server, mtu: 1442 }).map(
    ({ policy, message }) => `${policy} ${message.en}`,
  );
}

function card(facts: GuestFacts) {
  const [first] = facts.interfaces;
  if (first === undefined) throw new Error("the sample guest has no interface");
  return first;
}

test("a server as planned has no finding, with IPv4 and without", async () => {
  expect(await findings()).toEqual([]);
  expect(await findings(undefined, "v6-only")).toEqual([]);
  expect(await findings(undefined, "v6-preferred")).toEqual([]);
});

test("the long form of an IPv6 address is the same address", async () => {
  const found = await findings((facts) => {
    card(facts).addresses = ["10.96.32.2", "3fff:0038:0060:2000:0000:0000:0010:0002"];
  });
  expect(found).toEqual([]);
});

test("a wrong address of either family", async () => {
  expect(await findings((facts) => (card(facts).addresses = ["10.96.32.9", "3fff:38:60:2000::10:2"]))).toEqual([
    "VER-05 stttt/web-1: has IPv4 addresses 10.96.32.9; the address plan gives it 10.96.32.2",
  ]);
  expect(await findings((facts) => (card(facts).addresses = ["10.96.32.2"]))).toEqual([
    "VER-05 stttt/web-1: has IPv6 addresses none; the address plan gives it 3fff:38:60:2000::10:2",
  ]);
});

test("an address too many, such as a temporary one", async () => {
  expect(await findings((facts) => card(facts).addresses.push("3fff:38:60:2000:1:2:3:4"))).toEqual([
    "VER-05 stttt/web-1: has IPv6 addresses 3fff:38:60:2000:1:2:3:4, 3fff:38:60:2000::10:2; the address plan gives it 3fff:38:60:2000::10:2",
  ]);
});

test("IPv4 in a tenant that has none", async () => {
  const found = await findings((facts) => {
    card(facts).addresses.push("10.96.32.2");
    facts.routes.ipv4.push({ gateway: "10.96.32.1" });
    facts.resolvers.push("198.51.100.53");
  }, "v6-only");
  expect(found.map((text) => text.slice(0, 6))).toEqual(["VER-05", "VER-06", "VER-07"]);
});

test("a default route that is missing or goes elsewhere, in either family", async () => {
  expect(await findings((facts) => (facts.routes.ipv6 = []))).toEqual([
    "VER-06 stttt/web-1: its IPv6 default route goes by none; wanted a router's link-local address",
  ]);
  expect(await findings((facts) => (facts.routes.ipv4 = [{ gateway: "10.96.32.254", interface: "eth0" }]))).toEqual([
    "VER-06 stttt/web-1: its IPv4 default route goes by 10.96.32.254; wanted 10.96.32.1, once",
  ]);
});

test("a resolver of one family missing, and one of nobody's", async () => {
  expect(await findings((facts) => (facts.resolvers = ["198.51.100.53"]))).toEqual([
    "VER-07 stttt/web-1: its resolv.conf lacks 2001:db8:cafe::53; it has 198.51.100.53",
  ]);
  expect(await findings((facts) => facts.resolvers.push("203.0.113.53"))).toEqual([
    "VER-07 stttt/web-1: its resolv.conf names 203.0.113.53, no resolver of the environment",
  ]);
});

function routeOf(facts: GuestFacts, family: "ipv4" | "ipv6") {
  const [first] = facts.routes[family];
  if (first === undefined) throw new Error(`the sample guest has no ${family} default route`);
  return first;
}

test("the network's MTU may stand on the link or on the default route", async () => {
  const found = await findings((facts) => {
    card(facts).mtu = 1500;
    card(facts).ipv6Mtu = 1500;
    routeOf(facts, "ipv4").mtu = 1442;
    routeOf(facts, "ipv6").mtu = 1442;
  });
  expect(found).toEqual([]);
});

test("an MTU that is not the network's, in both families or in one", async () => {
  const both = await findings((facts) => {
    card(facts).mtu = 1500;
    card(facts).ipv6Mtu = 1500;
  });
  expect(both).toEqual([
    "VER-08 stttt/web-1: MTU of eth0 over IPv4 is 1500; its network says 1442",
    "VER-08 stttt/web-1: MTU of eth0 over IPv6 is 1500; its network says 1442",
  ]);
  expect(await findings((facts) => (card(facts).ipv6Mtu = 1280))).toEqual([
    "VER-08 stttt/web-1: MTU of eth0 over IPv6 is 1280; its network says 1442",
  ]);
});

test("a cloud-init that did not finish, or with an error", async () => {
  expect(
    await findings(
      (facts) => (facts.cloudInit = { finished: false, datasource: null, errors: ["still in stage init"] }),
    ),
  ).toEqual(["VER-10 stttt/web-1: cloud-init has not finished: still in stage init"]);
  expect(await findings((facts) => (facts.cloudInit.datasource = "DataSourceNone"))).toEqual([
    "VER-10 stttt/web-1: cloud-init finished without metadata, by DataSourceNone",
  ]);
  expect(await findings((facts) => facts.cloudInit.errors.push("scripts-user failed"))).toEqual([
    "VER-10 stttt/web-1: cloud-init finished with an error: scripts-user failed",
  ]);
});

test("a host name that is not the server's", async () => {
  expect(await findings((facts) => (facts.hostname = "localhost"))).toEqual([
    "VER-11 stttt/web-1: calls itself 'localhost'; its name is 'stttt-web-1'",
  ]);
});
