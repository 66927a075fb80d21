import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../examples/drafts.ts";
import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { applied, blind } from "../testing/draft-views.ts";
import { graphOf } from "./resource-graph.ts";
import { NETWORK, PORT, STACK_REFERENCE, SUBNET } from "./types.ts";

const net: Draft = { type: NETWORK, name: "net", inputs: {} };
const other: Draft = { type: NETWORK, name: "other", inputs: {} };
const subnet: Draft = { type: SUBNET, name: "subnet", inputs: { networkId: ref("net"), ipVersion: 4 } };
const named = (resources: readonly JudgedResource[], name: string) => resources.find((each) => each.name === name)!;

test.each([
  ["propertyDependencies in a first preview", preview],
  ["equal known ids", applied],
])("a link is followed by %s", (_, view) => {
  const resources = view([net, other, subnet]);
  const graph = graphOf(resources);
  expect(graph.networkOf(named(resources, "subnet"))).toEqual({ kind: "resource", resource: named(resources, "net") });
  expect(graph.subnetsOf(named(resources, "net"))).toEqual([named(resources, "subnet")]);
  expect(graph.subnetsOf(named(resources, "other"))).toEqual([]);
});

test("without either, the link is unknown, and the subnet may be any network's", () => {
  const resources = blind([net, subnet]);
  expect(graphOf(resources).networkOf(named(resources, "subnet"))).toEqual({ kind: "unknown" });
  expect(graphOf(resources).perhapsSubnetsOf(named(resources, "net"))).toEqual([named(resources, "subnet")]);
});

test("a known id without a resource lies outside, a missing one is absent", () => {
  const resources = preview([
    { type: SUBNET, name: "outside", inputs: { networkId: "elsewhere" } },
    { type: SUBNET, name: "absent", inputs: {} },
  ]);
  const graph = graphOf(resources);
  expect(graph.networkOf(resources[0]!)).toEqual({ kind: "outside", key: "elsewhere", id: "elsewhere" });
  expect(graph.networkOf(resources[1]!)).toEqual({ kind: "absent" });
});

test("what the program only reads lies outside, with what was read of it, and belongs to no list of the stack", () => {
  const read: Draft = { type: NETWORK, name: "read", inputs: { name: "lan" }, external: true };
  const theirs: Draft = { type: SUBNET, name: "theirs", inputs: { networkId: ref("read") } };
  for (const view of [preview, applied]) {
    const resources = view([read, theirs]);
    const graph = graphOf(resources);
    const network = named(resources, "read");
    expect(graph.networkOf(named(resources, "theirs"))).toEqual({
      kind: "outside",
      key: "id-of-read",
      id: "id-of-read",
      read: network,
    });
    expect(graph.all(NETWORK)).toEqual([]);
    expect(graph.made(named(resources, "theirs"), "networkId", NETWORK)).toEqual([]);
  }
});

test("what the stack makes is found though the program looks it up as well, in whichever order", () => {
  const resources = applied([net, subnet]);
  const again: JudgedResource = { ...named(resources, "net"), urn: "urn:again", name: "again", external: true };
  for (const all of [
    [...resources, again],
    [again, ...resources],
  ])
    expect(graphOf(all).networkOf(named(all, "subnet"))).toMatchObject({ kind: "resource", resource: { name: "net" } });
});

test("an unknown output of another stack lies outside too", () => {
  const platform: Draft = { type: STACK_REFERENCE, name: "platform", inputs: {} };
  const resources = preview([platform, net, { type: SUBNET, name: "theirs", inputs: { networkId: ref("platform") } }]);
  const graph = graphOf(resources);
  expect(graph.networkOf(named(resources, "theirs"))).toEqual({ kind: "outside", key: resources[0]?.urn });
  expect(graph.perhapsSubnetsOf(named(resources, "net"))).toEqual([]);
});

test("a network's id passed on by a subnet still leads to the network", () => {
  const resources = preview([net, subnet, { type: PORT, name: "port", inputs: { networkId: ref("subnet") } }]);
  expect(graphOf(resources).networkOf(named(resources, "port"))).toMatchObject({ resource: { name: "net" } });
});

test("an id made from two networks is that of one of them, and of no third", () => {
  const third: Draft = { type: NETWORK, name: "third", inputs: {} };
  const drafts: Draft[] = [net, other, third, { ...subnet, inputs: { networkId: [ref("net"), ref("other")] } }];
  const resources = preview(drafts).map((each) =>
    each.name === "subnet" ? { ...each, inputs: { networkId: UNKNOWN } } : each,
  );
  const graph = graphOf(resources);
  const either = named(resources, "subnet");
  expect(graph.networkOf(either)).toEqual({
    kind: "unknown",
    among: [named(resources, "net"), named(resources, "other")],
  });
  expect(["net", "other", "third"].map((name) => graph.perhapsSubnetsOf(named(resources, name)))).toEqual([
    [either],
    [either],
    [],
  ]);
});

test("fixed IPs: unknown subnets take the dependencies, known ones keep their own", () => {
  const subnet6: Draft = { type: SUBNET, name: "subnet6", inputs: { networkId: ref("net"), ipVersion: 6 } };
  const port = (fixedIps: unknown[]): Draft => ({
    type: PORT,
    name: "port",
    inputs: { networkId: ref("net"), fixedIps },
  });
  const linked = (fixedIps: unknown[]) => {
    const resources = preview([net, subnet, subnet6, port(fixedIps)]);
    const found = graphOf(resources).fixedIpsOf(named(resources, "port"));
    return typeof found === "symbol"
      ? found
      : found.map(({ subnet: link }) => (link.kind === "resource" ? link.resource.name : link.kind));
  };
  expect(linked([{ subnetId: ref("subnet") }, { subnetId: ref("subnet6") }])).toEqual(["subnet", "subnet6"]);
  expect(linked([{ subnetId: ref("subnet") }, { subnetId: "elsewhere" }])).toEqual(["subnet", "outside"]);
  expect(linked([{ ipAddress: "192.0.2.1" }])).toEqual(["absent"]);
});
