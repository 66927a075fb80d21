import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { COMPUTE_FLOATING_IP_ASSOCIATE, FLOATING_IP_ASSOCIATE, PORT_FORWARDING } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { floatingIpGated as policy } from "./floating-ip-gated.ts";

test("a published server of zone dmz with a global IPv6 address passes", () => {
  for (const view of [preview, applied, blind])
    expect(messages(policy, view(compliantTenant()), tenantContext)).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a server without IPv6 fails %s", (_, view) => {
  expect(
    messages(policy, view(change(compliantTenant(), "web-1-port", { fixedIps: [{ subnetId: ref("dmz-ipv4") }] }))),
  ).toEqual([
    'FloatingIp "portal" publishes Port "web-1-port", which has no IPv6 address; FIP-01 wants the same service over IPv6. Fix: add the IPv6 subnet of Network "dmz" to the port\'s fixedIps',
  ]);
});

test("a server in zone db fails, by its own tag or its network's", () => {
  expect(messages(policy, preview(change(compliantTenant(), "web-1-port", { tags: ["zone:db"] })))[0]).toContain(
    'publishes Port "web-1-port" in zone db',
  );
  const inherited = change(change(compliantTenant(), "web-1-port", { tags: undefined }), "dmz", { tags: ["zone:db"] });
  expect(messages(policy, preview(inherited))).toHaveLength(1);
});

test("an internal service fails", () => {
  expect(messages(policy, preview(change(compliantTenant(), "portal", { tags: ["exposure:internal"] })))[0]).toContain(
    "tagged exposure:internal",
  );
});

test("a unique local IPv6 address is not enough", () => {
  const drafts = change(compliantTenant(), "dmz-ipv6", { cidr: "fd3c:91e7:5a02:b::/64" });
  expect(messages(policy, preview(drafts))[0]).toContain("whose IPv6 address is unique local");
});

test("in mode v6-only every floating IP fails", () => {
  expect(messages(policy, preview(compliantTenant()), { mode: "v6-only" })[0]).toContain("is there in mode v6-only");
});

test("associations and port forwardings publish too", () => {
  const loose = change(change(compliantTenant(), "portal", { portId: undefined }), "web-1-port", { tags: ["zone:db"] });
  const association: Draft = {
    type: FLOATING_IP_ASSOCIATE,
    name: "a",
    inputs: { floatingIp: ref("portal"), portId: ref("web-1-port") },
  };
  const forwarding: Draft = {
    type: PORT_FORWARDING,
    name: "f",
    inputs: { floatingipId: ref("portal"), internalPortId: ref("web-1-port") },
  };
  expect(messages(policy, preview(loose))).toEqual([]);
  expect(messages(policy, preview([...loose, association]))).toHaveLength(1);
  expect(messages(policy, preview([...loose, forwarding]))).toHaveLength(1);
});

test("in a state without links an association is found by the address", () => {
  const drafts: Draft[] = [
    ...change(change(compliantTenant(), "portal", { portId: undefined }), "web-1-port", { tags: ["zone:db"] }),
    { type: FLOATING_IP_ASSOCIATE, name: "a", inputs: { floatingIp: "203.0.113.5", portId: ref("web-1-port") } },
  ];
  const standing = (address: string) =>
    applied(drafts).map((each) => (each.name === "portal" ? { ...each, outputs: { address } } : each));
  expect(messages(policy, standing("203.0.113.5"))[0]).toContain('publishes Port "web-1-port" in zone db');
  expect(messages(policy, standing("203.0.113.6"))).toEqual([]);
});

test("Nova's own association publishes a server: its port, or itself where Nova makes the port", () => {
  const loose = change(compliantTenant(), "portal", { portId: undefined });
  const association: Draft = {
    type: COMPUTE_FLOATING_IP_ASSOCIATE,
    name: "a",
    inputs: { floatingIp: ref("portal"), instanceId: ref("web-1") },
  };
  const ipv4Alone = change(loose, "web-1-port", { fixedIps: [{ subnetId: ref("dmz-ipv4") }] });
  expect(messages(policy, preview([...loose, association]))).toEqual([]);
  expect(messages(policy, preview([...ipv4Alone, association]))[0]).toContain(
    'publishes Port "web-1-port", which has no IPv6 address',
  );
  const byNetwork = change(change(loose, "web-1", { networks: [{ uuid: ref("app") }], tags: undefined }), "app", {
    tags: ["zone:app"],
  });
  expect(messages(policy, preview([...byNetwork, association]))[0]).toContain('publishes Instance "web-1" in zone app');
  expect(messages(policy, blind([...byNetwork, association]))).toEqual([]);
});

test("an unknown port is not judged", () => {
  expect(messages(policy, preview(change(compliantTenant(), "portal", { portId: UNKNOWN })))).toEqual([]);
});
