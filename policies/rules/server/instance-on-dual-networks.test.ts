import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { PORT, INSTANCE } from "../../resources/types.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { instanceOnDualNetworks as policy } from "./instance-on-dual-networks.ts";

const server = (inputs: Record<string, unknown>) =>
  change(compliantTenant(), "web-1", { networks: undefined, ...inputs });
const v4Only = () =>
  without(compliantTenant(), "dmz-ipv6", "router-dmz-ipv6", "web-1-port", "web-2-port", "web-1", "web-2", "portal");
const onV4 = (networks: unknown[]): Draft[] => [...v4Only(), { type: INSTANCE, name: "old", inputs: { networks } }];

test("a server by port or by network with both families passes", () => {
  for (const view of [preview, applied]) {
    expect(messages(policy, view(compliantTenant()))).toEqual([]);
    expect(messages(policy, view(server({ networks: [{ uuid: ref("dmz") }] })))).toEqual([]);
  }
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a server on a network with IPv4 only fails %s", (_, view) => {
  expect(messages(policy, view(onV4([{ uuid: ref("dmz") }])))).toEqual([
    'Instance "old" stands on Network "dmz", which has only "dmz-ipv4" (10.96.32.0/24); CMP-01 wants a network with an IPv6 subnet. Fix: attach the server by a port, or by the uuid of a network with both families',
  ]);
});

test("by a port on such a network too", () => {
  const drafts: Draft[] = [
    ...onV4([{ port: ref("leg") }]),
    { type: PORT, name: "leg", inputs: { networkId: ref("dmz") } },
  ];
  expect(messages(policy, preview(drafts))).toHaveLength(1);
});

test("by the name of such a network too", () => {
  expect(messages(policy, preview(change(onV4([{ name: "dmz-net" }]), "dmz", { name: "dmz-net" })))).toHaveLength(1);
});

test("a network with IPv6 only fails outside mode v6-only", () => {
  const drafts: Draft[] = [
    ...without(compliantTenant(), "app-ipv4", "router-app-ipv4"),
    { type: INSTANCE, name: "new", inputs: { networks: [{ uuid: ref("app") }] } },
  ];
  expect(messages(policy, preview(drafts))).toHaveLength(1);
  expect(messages(policy, preview(drafts), { mode: "v6-only" })).toEqual([]);
});

test("networkMode auto and no network at all fail, networkMode none passes", () => {
  expect(messages(policy, preview(server({ networkMode: "auto" })))[0]).toContain("has networkMode auto");
  expect(messages(policy, preview(server({})))[0]).toContain("names no network, so Nova chooses");
  expect(messages(policy, preview(server({ networkMode: "none" })))).toEqual([]);
});

test("a server that got no IPv6 address fails once it is there, on networks made elsewhere too", () => {
  const standing = (accessIpV6: unknown, inputs: Record<string, unknown> = {}) => {
    const drafts: Draft[] = [{ type: INSTANCE, name: "old", inputs: { networks: [{ uuid: "elsewhere" }], ...inputs } }];
    return messages(
      policy,
      applied(drafts).map((each) => ({ ...each, outputs: { ...each.inputs, accessIpV6 } })),
    );
  };
  expect(standing("")).toEqual([
    'Instance "old" is there and has no IPv6 address (its accessIpV6 is empty); CMP-01 wants an IPv6 address on every server. Fix: attach the server by a port, or by the uuid of a network with both families',
  ]);
  expect(standing("[3fff:38:60:2000::a:1]")).toEqual([]);
  expect(standing(undefined)).toEqual([]);
  expect(standing(UNKNOWN)).toEqual([]);
  expect(standing("", { networkMode: "none" })).toEqual([]);
});

test("a server on ports that ask for IPv4 alone fails before it is there", () => {
  const half = change(compliantTenant(), "web-1-port", { fixedIps: [{ subnetId: ref("dmz-ipv4") }] });
  for (const view of [preview, applied])
    expect(messages(policy, view(half))).toEqual([
      'Instance "web-1" stands on Port "web-1-port" alone, without an IPv6 address; CMP-01 wants an IPv6 address on every server. Fix: attach the server by a port, or by the uuid of a network with both families',
    ]);
  const beside = change(half, "web-1", { networks: [{ port: ref("web-1-port") }, { port: ref("web-2-port") }] });
  expect(messages(policy, preview(beside))).toEqual([]);
  expect(messages(policy, preview(change(half, "web-1-port", { fixedIps: UNKNOWN })))).toEqual([]);
});

test("in phase 1 the finding advises", () => {
  expect(findings(policy, preview(server({})), { phase: 1 })[0]?.level).toBe("advisory");
});

test("unknown networks and networks made elsewhere are not judged", () => {
  expect(messages(policy, blind(onV4([{ uuid: ref("dmz") }])))).toEqual([]);
  expect(messages(policy, preview(server({ networks: UNKNOWN })))).toEqual([]);
  expect(messages(policy, preview(server({ networks: [{ uuid: "elsewhere" }] })))).toEqual([]);
});
