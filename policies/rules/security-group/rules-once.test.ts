import { expect, test } from "vitest";
import { ingress, webGroup } from "../../examples/building-blocks.ts";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { examples } from "../../examples/security-group/rules-once.ts";
import { UNKNOWN } from "../../policy.ts";
import { ADDRESS_GROUP, COMPUTE_SEC_GROUP, SEC_GROUP, SEC_GROUP_RULE } from "../../resources/types.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { rulesOnce as policy } from "./rules-once.ts";

const out = (name: string, inputs: Record<string, unknown> = {}, group: unknown = ref("web")): Draft => ({
  type: SEC_GROUP_RULE,
  name,
  inputs: { securityGroupId: group, direction: "egress", ethertype: "IPv4", ...inputs },
});
const keeping: Draft = { type: SEC_GROUP, name: "web", inputs: {} };
const names = (drafts: Draft[], view = preview) =>
  findings(policy, view(drafts)).map(({ resource }) => resource.split("::").at(-1));

test("a tenant and the example pass in every view", () => {
  for (const view of [preview, applied, blind]) {
    expect(messages(policy, view(compliantTenant()))).toEqual([]);
    expect(messages(policy, view(examples.passes))).toEqual([]);
  }
});

test("a rule equal to another fails, whatever it is called and described", () => {
  for (const view of [preview, applied])
    expect(messages(policy, view(examples.fails))).toEqual([
      'SecGroupRule "updates" is equal to SecGroupRule "https-ipv6" of its group; SEC-12 wants each rule once. Fix: drop one of the two rules',
    ]);
});

test("a rule equal to one that Neutron makes fails where the group keeps those", () => {
  expect(messages(policy, preview([keeping, out("all", { remoteIpPrefix: "0.0.0.0/0" })]))).toEqual([
    'SecGroupRule "all" is equal to a rule that Neutron makes in its group by itself, and is refused at apply; SEC-12 wants each rule once. Fix: drop the rule, or set deleteDefaultRules: true on the group (delete_default_rules in Terraform)',
  ]);
  expect(names([keeping, out("all"), out("six", { ethertype: "IPv6", remoteIpPrefix: "::/0" })])).toEqual([
    "all",
    "six",
  ]);
  const looked = { type: SEC_GROUP, name: "theirs", inputs: { name: "default" }, external: true };
  expect(names([looked, out("all", {}, ref("theirs"))])).toEqual(["all"]);
});

test.each<[string, Draft[]]>([
  ["of a group without the default rules", [webGroup(), out("all")]],
  ["of a group that may have none", [webGroup({ deleteDefaultRules: UNKNOWN }), out("all")]],
  ["that is narrower", [keeping, out("tcp", { protocol: "tcp" }), out("some", { remoteIpPrefix: "10.0.0.0/8" })]],
  ["that lets in", [keeping, ingress("in", { ethertype: "IPv4" })]],
  ["of another group", [webGroup(), { ...webGroup(), name: "app" }, out("a"), out("b", {}, ref("app"))]],
  ["of another family", [webGroup(), out("a"), out("b", { ethertype: "IPv6" })]],
  [
    "of other ports",
    [webGroup(), out("a", { protocol: "tcp", portRangeMin: 1, portRangeMax: 2 }), out("b", { protocol: "tcp" })],
  ],
  ["of a group made elsewhere, of which nothing is known", [out("a", {}, "elsewhere")]],
  [
    "whose prefix is not known yet",
    [webGroup(), out("a", { remoteIpPrefix: UNKNOWN }), out("b", { remoteIpPrefix: UNKNOWN })],
  ],
])("a rule passes %s", (_, drafts) => {
  expect(names(drafts)).toEqual([]);
});

test.each<[string, Draft, Draft]>([
  ["protocol's number", out("a", { protocol: "tcp" }), out("b", { protocol: "6" })],
  ["text of the prefix", out("a", { remoteIpPrefix: "10.0.0.0/8" }), out("b", { remoteIpPrefix: "10.1.0.0/8" })],
  ["group", out("a", { remoteGroupId: ref("web") }), out("b", { remoteGroupId: ref("web") })],
  ["address group", out("a", { remoteAddressGroupId: ref("set") }), out("b", { remoteAddressGroupId: ref("set") })],
])("rules are equal whatever the %s", (_, a, b) => {
  const set: Draft = { type: ADDRESS_GROUP, name: "set", inputs: { addresses: ["192.0.2.1/32"] } };
  for (const view of [preview, applied]) expect(names([webGroup(), set, a, b], view)).toEqual(["b"]);
});

test("what stands was taken by Neutron, and may be its own rule", () => {
  expect(names([keeping, out("all")], applied)).toEqual([]);
});

test("rules inside Nova's old groups count too", () => {
  const rule = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidr: "0.0.0.0/0" };
  expect(names([{ type: COMPUTE_SEC_GROUP, name: "old", inputs: { rules: [rule, rule] } }])).toEqual(["old"]);
});
