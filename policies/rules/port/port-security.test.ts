import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { PORT, PORT_SEC_GROUP_ASSOCIATE, ROUTER_INTERFACE } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { portSecurity as policy } from "./port-security.ts";

const port = (inputs: Record<string, unknown>) => preview(change(compliantTenant(), "web-1-port", inputs));

test("a port with a security group passes, in a first preview too", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(compliantTenant()))).toEqual([]);
});

test("a port without a security group fails", () => {
  expect(messages(policy, port({ securityGroupIds: undefined }))).toEqual([
    'Port "web-1-port" names no security group and so gets the project\'s default one; PRT-02 wants at least one security group of its own. Fix: give the port a security group in securityGroupIds (a router or firewall server: tag role:router or role:firewall)',
  ]);
});

test("noSecurityGroups fails", () => {
  expect(messages(policy, port({ noSecurityGroups: true, securityGroupIds: undefined }))).toHaveLength(1);
});

test("port security off fails, except on a firewall", () => {
  expect(messages(policy, port({ portSecurityEnabled: false }))[0]).toContain("has portSecurityEnabled false");
  expect(messages(policy, port({ portSecurityEnabled: false, tags: ["role:firewall"] }))).toEqual([]);
});

test("a router's leg needs no group, a port beside it does", () => {
  const drafts: Draft[] = [
    ...compliantTenant(),
    { type: PORT, name: "leg", inputs: { networkId: ref("dmz") } },
    { type: PORT, name: "bare", inputs: { networkId: ref("dmz") } },
    { type: ROUTER_INTERFACE, name: "router-leg", inputs: { routerId: ref("router"), portId: ref("leg") } },
  ];
  for (const view of [preview, applied]) {
    expect(messages(policy, view(drafts))).toEqual([expect.stringContaining('Port "bare" names no security group')]);
  }
  expect(messages(policy, blind(drafts))).toEqual([]);
});

test("a port that gets its groups by an association passes", () => {
  const associated = (portId: unknown): Draft[] => [
    ...change(compliantTenant(), "web-1-port", { securityGroupIds: undefined }),
    { type: PORT_SEC_GROUP_ASSOCIATE, name: "a", inputs: { portId, securityGroupIds: [ref("web")] } },
  ];
  for (const view of [preview, applied]) {
    expect(messages(policy, view(associated(ref("web-1-port"))))).toEqual([]);
    expect(messages(policy, view(associated("elsewhere")))).toHaveLength(1);
    expect(messages(policy, view(associated(UNKNOWN)))).toEqual([]);
  }
});

test("port security off is said once", () => {
  expect(messages(policy, port({ portSecurityEnabled: false, securityGroupIds: undefined }))).toHaveLength(1);
});

test("a port without groups has port security as its network does, where it says nothing itself", () => {
  const bare = (onNetwork: unknown, own?: boolean) =>
    messages(
      policy,
      preview(
        change(change(compliantTenant(), "dmz", { portSecurityEnabled: onNetwork }), "web-1-port", {
          securityGroupIds: undefined,
          portSecurityEnabled: own,
        }),
      ),
    );
  expect([bare(false), bare(UNKNOWN)]).toEqual([[], []]);
  expect([bare(true).length, bare(undefined).length, bare(false, true).length]).toEqual([1, 1, 1]);
});

test("a port whose tags are unknown may be a firewall's", () => {
  expect(messages(policy, port({ portSecurityEnabled: false, tags: UNKNOWN }))).toEqual([]);
  expect(messages(policy, port({ securityGroupIds: undefined, tags: ["zone:dmz", UNKNOWN] }))).toEqual([]);
});

test("unknown settings are not judged", () => {
  expect(
    messages(policy, port({ portSecurityEnabled: UNKNOWN, noSecurityGroups: UNKNOWN, securityGroupIds: UNKNOWN })),
  ).toEqual([]);
});
