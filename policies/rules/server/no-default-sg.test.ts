import { expect, test } from "vitest";
import { preview, ref } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { SEC_GROUP } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { noDefaultSg as policy } from "./no-default-sg.ts";

const server = (inputs: Record<string, unknown>) => preview(change(compliantTenant(), "web-1", inputs));

test("a server by port and a group of its own pass, in a first preview too", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(compliantTenant()))).toEqual([]);
  expect(messages(policy, server({ networks: [{ uuid: ref("dmz") }], securityGroups: ["web"] }))).toEqual([]);
});

test("the group default on a server fails where Nova makes the port", () => {
  const found = [
    'Instance "web-1" uses the security group default; CMP-02 wants security groups other than default. Fix: make a security group for the zone and name it',
  ];
  const groups = { securityGroups: ["default"] };
  for (const networks of [[{ uuid: ref("dmz") }], [{ name: "dmz" }], [{ port: ref("web-1-port") }, { uuid: "n" }], []])
    expect(messages(policy, server({ networks, ...groups }))).toEqual(found);
  expect(messages(policy, server({ networks: undefined, networkMode: "auto", ...groups }))).toEqual(found);
});

test("a server's groups say nothing where each port is given, or where it has no network", () => {
  const groups = { securityGroups: ["default"] };
  const drafts = change(compliantTenant(), "web-1", groups);
  for (const view of [preview, applied, blind]) expect(messages(policy, view(drafts))).toEqual([]);
  expect(messages(policy, server({ networks: undefined, networkMode: "none", ...groups }))).toEqual([]);
  expect(messages(policy, server({ networks: UNKNOWN, ...groups }))).toEqual([]);
});

test("the group default on a port fails", () => {
  expect(
    messages(policy, preview(change(compliantTenant(), "web-1-port", { securityGroupIds: ["default"] }))),
  ).toHaveLength(1);
});

test("the group default fails when the program looks it up, any other group that it looks up passes", () => {
  const port = (name: string) =>
    messages(
      policy,
      preview([
        ...change(compliantTenant(), "web-1-port", { securityGroupIds: [ref("web"), ref("looked-up")] }),
        { type: SEC_GROUP, name: "looked-up", inputs: { name }, external: true },
      ]),
    );
  expect(port("default")[0]).toContain('Port "web-1-port" uses the security group default;');
  expect(port("standing")).toEqual([]);
});

test("a network without a group fails, since Nova takes default", () => {
  for (const networks of [[{ uuid: ref("dmz") }], undefined])
    expect(messages(policy, server({ networks }))[0]).toContain(
      "names no security group for the ports that Nova makes",
    );
});

test("on a network without port security no port has a group, not even default", () => {
  const named = (portSecurityEnabled: unknown, network = ref("dmz")) =>
    preview(
      change(change(compliantTenant(), "web-1", { networks: [{ uuid: network }] }), "dmz", { portSecurityEnabled }),
    );
  expect([false, UNKNOWN].map((off) => messages(policy, named(off)))).toEqual([[], []]);
  expect(messages(policy, named(true))).toHaveLength(1);
  expect(messages(policy, named(false, ref("app")))).toHaveLength(1);
  const both = change(compliantTenant(), "web-1", { networks: [{ uuid: ref("dmz") }, { uuid: ref("app") }] });
  expect(messages(policy, preview(change(both, "dmz", { portSecurityEnabled: false })))).toHaveLength(1);
});

test("unknown groups and networks are not judged", () => {
  expect(messages(policy, server({ networks: [{ uuid: UNKNOWN }], securityGroups: [UNKNOWN] }))).toEqual([]);
  expect(messages(policy, server({ networks: [{ uuid: UNKNOWN }], securityGroups: UNKNOWN }))).toEqual([]);
  expect(messages(policy, server({ networks: UNKNOWN }))).toEqual([]);
});
