import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { examples } from "../../examples/v6-only/v6only-reach.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { NETWORK, PORT, SUBNET } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { v6onlyReach as policy } from "./v6only-reach.ts";

const context = examples.context!;
const nat64 = context.nat64!;
const declared = (more: Partial<typeof nat64>, rest: PolicyContext = {}) =>
  messages(policy, preview(examples.passes), { ...context, ...rest, nat64: { ...nat64, ...more } });

test("an IPv6-only network with all that it needs passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), context)).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("resolvers without DNS64 fail %s", (_, view) => {
  expect(messages(policy, view(examples.fails), context)).toEqual([
    'Subnet "lab-ipv6" names resolvers that do no DNS64: 3fff:38:30:53::1 and 3fff:38:30:53::2; V6O-02 wants DNS64 servers (3fff:38:30:53::64 and 3fff:38:30:53::65). Fix: set dnsNameservers to the DNS64 servers',
  ]);
});

test("mode v6-only without NAT64 fails, once", () => {
  expect(messages(policy, preview(examples.passes), { mode: "v6-only" })).toEqual([
    'Subnet "lab-ipv6" has hosts without IPv4 and the province declares no NAT64; V6O-02 wants NAT64 and DNS64 behind every IPv6-only zone. Fix: declare nat64 of the province (prefix, dns64Servers, pref64, logRetentionMonths), and give the subnets its DNS64 servers',
  ]);
});

test("the zone v6only counts in a dual-stack tenant, other zones do not", () => {
  expect(messages(policy, preview(examples.passes), { mode: "dual" })).toHaveLength(1);
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
});

test.each([
  [{ prefix: "64:ff9b::/64" }, "is a /64"],
  [{ prefix: "192.0.2.0/24" }, "is no IPv6 prefix"],
  [{ prefix: "2001:db8:64::/96" }, "is not of the plan"],
  [{ pref64: false }, "whose prefix no router advertises"],
  [{ logRetentionMonths: 6 }, "keeps its log for 6 months"],
  [{ dns64Servers: [] }, "without DNS64 servers"],
])("a NAT64 with %o fails", (more, part) => {
  const found = declared(more, { aggregates: { ipv4: [], ipv6: ["3fff:38::/40"] } });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(part);
});

test.each(["64:ff9b:1:fffe::/96", "3fff:38:2:64::/96"])("the prefix %s passes", (prefix) => {
  expect(declared({ prefix }, { aggregates: { ipv4: [], ipv6: ["3fff:38::/40"] } })).toEqual([]);
});

test("in mode v6-preferred one DNS64 server is enough", () => {
  const drafts = change(examples.passes, "lab-ipv6", {
    dnsNameservers: ["3fff:38:30:53::64", "3fff:38:30:53::1"],
    tags: ["zone:lan"],
  });
  expect(messages(policy, preview(drafts), { ...context, mode: "v6-preferred" })).toEqual([]);
  expect(messages(policy, preview(drafts), context)).toHaveLength(1);
});

const lan = (extraDhcpOptions?: unknown): Draft[] => [
  { type: NETWORK, name: "lan", inputs: { tags: ["zone:lan"] } },
  { type: SUBNET, name: "lan-ipv4", inputs: { networkId: ref("lan"), ipVersion: 4, cidr: "10.96.96.0/24" } },
  {
    type: SUBNET,
    name: "lan-ipv6",
    inputs: { networkId: ref("lan"), ipVersion: 6, cidr: "3fff:38:60:6000::/64", dnsNameservers: nat64.dns64Servers },
  },
  {
    type: PORT,
    name: "pc",
    inputs: { networkId: ref("lan"), ...(extraDhcpOptions === undefined ? {} : { extraDhcpOptions }) },
  },
];

test("a mixed LAN offers option 108 in mode v6-preferred", () => {
  const judge = (options?: unknown) => messages(policy, preview(lan(options)), { ...context, mode: "v6-preferred" });
  expect(judge([{ name: "108", value: "1800", ipVersion: 4 }])).toEqual([]);
  expect(judge([{ name: "108", value: "60" }])[0]).toContain("has DHCPv4 option 108 with 60 seconds");
  expect(judge()[0]).toContain('Port "pc" in zone lan has no DHCPv4 option 108');
  expect(judge(UNKNOWN)).toEqual([]);
  expect(messages(policy, preview(lan()), { ...context, mode: "dual" })).toEqual([]);
});

const changed = (inputs: Record<string, unknown>) =>
  messages(policy, preview(change(examples.fails, "lab-ipv6", inputs)), context);

test("of a program without mode and NAT64 nothing is known, and unknown values are not judged", () => {
  expect(messages(policy, preview(examples.fails))).toEqual([]);
  expect(changed({ dnsNameservers: UNKNOWN })).toEqual([]);
  expect(changed({ ipVersion: UNKNOWN, cidr: UNKNOWN })).toEqual([]);
});
