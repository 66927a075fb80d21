import { expect, test } from "vitest";
import { webGroup, ingress } from "../../examples/building-blocks.ts";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { applied } from "../../testing/draft-views.ts";
import { ADDRESS_GROUP, SUBNET } from "../types.ts";
import { remoteInput, remoteOf, showRemote } from "./remote.ts";
import { readRule } from "./rule.ts";

const around: Draft[] = [
  webGroup(),
  { type: ADDRESS_GROUP, name: "offices", inputs: { addresses: ["192.0.2.0/24"] } },
  { type: SUBNET, name: "lan", inputs: { cidr: "192.0.2.0/24" } },
];

function read(inputs: Record<string, unknown>, view = preview) {
  const resource = view([...around, ingress("subject", { ethertype: "IPv4", ...inputs })]).at(-1)!;
  return { input: remoteInput(resource), kind: remoteOf(readRule(resource)!).kind };
}

test.each([
  ["nothing", {}, undefined, "any"],
  ["a prefix", { remoteIpPrefix: "10.0.0.0/8" }, "remoteIpPrefix", "prefix"],
  ["everyone", { remoteIpPrefix: "0.0.0.0/0" }, "remoteIpPrefix", "any"],
  ["a group", { remoteGroupId: ref("web") }, "remoteGroupId", "group"],
  ["an address group", { remoteAddressGroupId: ref("offices") }, "remoteAddressGroupId", "group"],
])("a rule that names %s", (_, inputs, input, kind) => {
  for (const view of [preview, applied]) expect(read(inputs, view)).toEqual({ input, kind });
});

test.each([
  ["a known prefix", { remoteIpPrefix: "0.0.0.0/0" }, "remoteIpPrefix", "any"],
  ["a known narrow prefix", { remoteIpPrefix: "10.0.0.0/8" }, "remoteIpPrefix", "prefix"],
  ["a group made here", { remoteGroupId: ref("web") }, "remoteGroupId", "group"],
  ["a group made elsewhere", { remoteGroupId: "sg-1" }, "remoteGroupId", "group"],
  ["an address group", { remoteAddressGroupId: ref("offices") }, "remoteAddressGroupId", "group"],
  ["a subnet's prefix", { remoteIpPrefix: ref("lan") }, "remoteIpPrefix", "unknown"],
])("beside what a first plan does not know, %s is the other end", (_, given, input, kind) => {
  const nothing = { remoteGroupId: UNKNOWN, remoteAddressGroupId: UNKNOWN, remoteIpPrefix: UNKNOWN };
  expect(read({ ...nothing, ...given })).toEqual({ input, kind });
});

test("while nothing is known, a group is not everyone", () => {
  expect(read({ remoteGroupId: UNKNOWN, remoteIpPrefix: UNKNOWN }).kind).toBe("group");
  expect(read({ remoteIpPrefix: UNKNOWN }).kind).toBe("unknown");
  const resource = preview([...around, ingress("subject", { ethertype: "IPv4", remoteGroupId: UNKNOWN })]).at(-1)!;
  expect(showRemote(readRule(resource)!).en).toBe("a security group");
});
