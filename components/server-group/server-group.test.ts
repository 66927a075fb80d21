import { expect, test } from "vitest";
import { ofType, recordResources } from "../testing/record-resources.ts";
import { ServerGroup, type Replica, type ServerGroupArgs } from "./index.ts";

const replica = (number: number): Replica => ({
  number,
  addresses: { ipv4: `10.96.32.${15 + number}`, ipv6: `2001:db8:60:2000::${15 + number}` },
});
const args: ServerGroupArgs = {
  groupName: "stttt-web",
  model: { imageId: "image", flavorId: "flavor" },
  network: { networkId: "net", ipv4SubnetId: "subnet-4", ipv6SubnetId: "subnet-6", ipv6AddressMode: "dhcpv6-stateful" },
  securityGroupIds: ["group"],
  replicas: [replica(1), replica(2)],
};
const make = (more: Partial<ServerGroupArgs> = {}) =>
  recordResources(() => void new ServerGroup("web", { ...args, ...more }));

test("replicas are named by number and kept on different hosts", async () => {
  const { resources } = await make();
  const group = resources.find(({ type }) => type === "openstack:compute/serverGroup:ServerGroup");
  expect(group?.inputs).toEqual({ name: "stttt-web", policies: ["soft-anti-affinity"] });
  expect(ofType(resources, "Instance").map(({ inputs }) => [inputs["name"], inputs["schedulerHints"]])).toEqual([
    ["stttt-web-1", [{ group: "web-id" }]],
    ["stttt-web-2", [{ group: "web-id" }]],
  ]);
});

test("a second replica leaves the first as it was", async () => {
  const before = await make({ replicas: [replica(1)] });
  const after = await make();
  const urns = new Map(after.resources.map((resource) => [resource.urn, resource]));
  for (const old of before.resources) expect(urns.get(old.urn)).toEqual(old);
});

test("taking the first replica away leaves the second as it was", async () => {
  const before = await make();
  const after = await make({ replicas: [replica(2)] });
  const urns = new Map(before.resources.map((resource) => [resource.urn, resource]));
  for (const left of after.resources) expect(urns.get(left.urn)).toEqual(left);
});

test("strict anti-affinity when asked for", async () => {
  const { resources } = await make({ placement: "anti-affinity" });
  const group = resources.find(({ type }) => type === "openstack:compute/serverGroup:ServerGroup");
  expect(group?.inputs["policies"]).toEqual(["anti-affinity"]);
});

test.each([
  ["twice the same number", [replica(1), { ...replica(2), number: 1 }], "replica number 1 is used twice"],
  ["number 0", [{ ...replica(1), number: 0 }], "replica number 0 is no whole number from 1 up"],
  ["half a number", [{ ...replica(1), number: 1.5 }], "replica number 1.5 is no whole number from 1 up"],
  ["one address twice", [replica(1), { ...replica(1), number: 2 }], "address 10.96.32.16 is replica 1's already"],
])("refuses %s", async (_, replicas, message) => {
  await expect(make({ replicas })).rejects.toThrow(message);
});
