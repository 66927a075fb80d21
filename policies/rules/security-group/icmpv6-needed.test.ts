import { expect, test } from "vitest";
import { preview, ref } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant, rule } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { withStanding } from "../../testing/standing-group.ts";
import { icmpv6Needed as policy } from "./icmpv6-needed.ts";

const missing = (n: number) => without(compliantTenant(), `icmpv6-${n}`);

test("types 1 to 4 and echo requests pass", () => {
  for (const view of [preview, applied]) expect(messages(policy, view(compliantTenant()))).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("without packet too big a stateful group gets advice %s", (_, view) => {
  expect(findings(policy, view(missing(2))).map((finding) => [finding.level, finding.message.en])).toEqual([
    [
      "advisory",
      'SecGroup "web" admits no ipv6-icmp type 2 (packet too big); SEC-05 wants ingress of ICMPv6 types 1, 2, 3, 4 and 128 on an IPv6 network. Fix: add ingress rules with protocol ipv6-icmp for types 1 to 4 from ::/0 and 128 from the management zone, or use SecurityGroup',
    ],
  ]);
});

test("a stateless group fails", () => {
  const drafts = change(missing(2), "web", { stateful: false });
  expect(findings(policy, preview(drafts)).map((finding) => finding.level)).toEqual(["mandatory"]);
});

test("a stateless group that lacks the echo request only gets advice", () => {
  const drafts = change(without(compliantTenant(), "ping-ipv6"), "web", { stateful: false });
  expect(findings(policy, preview(drafts)).map((finding) => finding.level)).toEqual(["advisory"]);
});

const errors = ["icmpv6-1", "icmpv6-2", "icmpv6-3", "icmpv6-4"];

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("what another group of the same ports admits counts %s", (_, view) => {
  const rest = without(compliantTenant(), ...errors);
  expect(messages(policy, view(withStanding(rest, ...errors)))).toEqual([]);
  expect(messages(policy, view(withStanding(rest, ...errors.slice(1))))).toEqual([
    expect.stringContaining(
      'SecGroup "web" admits together with SecGroup "standing" no ipv6-icmp type 1 (destination unreachable);',
    ),
  ]);
});

test("a port without the other group lacks what it admits", () => {
  const drafts = withStanding(without(compliantTenant(), ...errors), ...errors);
  const alone = change(drafts, "web-2-port", { securityGroupIds: [ref("web")] });
  for (const view of [preview, applied]) {
    expect(messages(policy, view(alone))).toEqual([
      expect.stringContaining('SecGroup "web" admits no ipv6-icmp type 1'),
    ]);
  }
});

test("a rule for every type will do", () => {
  const drafts = [...missing(2), rule("every-type", { ethertype: "IPv6", protocol: "ipv6-icmp" })];
  expect(messages(policy, preview(drafts))).toEqual([]);
});

test("errors that only members of a group may send do not come in, echo requests do", () => {
  const from = (icmpType: number) => [
    ...without(compliantTenant(), icmpType === 128 ? "ping-ipv6" : `icmpv6-${icmpType}`),
    rule("subject", { ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: icmpType, remoteGroupId: ref("web") }),
  ];
  expect(messages(policy, preview(from(2)))).toEqual([expect.stringContaining("admits no ipv6-icmp type 2")]);
  expect(messages(policy, preview(from(128)))).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a group that a server names on a network with IPv6 is judged %s", (_, view) => {
  const onNetwork = (networks: unknown[]) =>
    change(
      change(without(missing(2), "web-1-port", "web-2-port", "web-2", "portal"), "web", { name: "web" }),
      "web-1",
      { networks, securityGroups: ["web"] },
    );
  expect(messages(policy, view(onNetwork([{ uuid: ref("dmz") }])))).toHaveLength(1);
  expect(messages(policy, view(onNetwork([{ uuid: "elsewhere" }])))).toEqual([]);
});

test("a group that no port uses is not judged", () => {
  expect(
    messages(policy, preview(without(missing(2), "web-1-port", "web-2-port", "web-1", "web-2", "portal"))),
  ).toEqual([]);
});

test("while rules or ports are unknown, nothing is said to be missing", () => {
  expect(messages(policy, blind(missing(2)))).toEqual([]);
  expect(messages(policy, preview([...missing(2), rule("late", { ethertype: UNKNOWN })]))).toEqual([]);
});
