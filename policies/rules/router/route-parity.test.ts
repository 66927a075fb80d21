import { describe, expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { examples } from "../../examples/router/route-parity.ts";
import { UNKNOWN } from "../../policy.ts";
import { PORT, ROUTER_ROUTE, ROUTER_ROUTES } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { routeParity as policy } from "./route-parity.ts";

const context = examples.context!;
const route = (name: string, destinationCidr: unknown, nextHop: unknown, routerId: unknown = ref("router")): Draft => ({
  type: ROUTER_ROUTE,
  name,
  inputs: { routerId, destinationCidr, nextHop },
});
const tenant = (...routes: Draft[]) => [...compliantTenant(), ...routes];

test("a route to the twin in IPv6 passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes), context)).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a route of IPv4 alone fails %s", (_, view) => {
  expect(messages(policy, view(examples.fails), context)).toEqual([
    'RouterRoute "areas-ipv4" leads to 10.128.0.0/9 over IPv4 alone; RTR-03 wants a route to the province\'s IPv6 prefix of the same place on the same router. Fix: add a RouterRoute to the IPv6 prefix of the same place, over an IPv6 next hop',
  ]);
  expect(findings(policy, view(examples.fails), { ...context, phase: 1 })[0]?.level).toBe("mandatory");
  expect(messages(policy, view(examples.fails), { ...context, mode: "v6-only" })).toEqual([]);
});

test("the twin must be of the same kind: default, inside the province, elsewhere", () => {
  const inside = route("a", "10.128.0.0/9", "10.64.0.1");
  const only = (twin: string) => messages(policy, preview(tenant(inside, route("b", twin, "3fff:38:10::1"))), context);
  expect(only("3fff:38:80::/42")).toEqual([]);
  expect(only("::/0")).toHaveLength(1);
  expect(only("2001:db8::/32")).toHaveLength(1);
  const leaving = route("c", "0.0.0.0/0", "10.64.0.1");
  expect(messages(policy, preview(tenant(leaving)), context)[0]).toContain("wants a route to ::/0 on the same router");
});

test("the twin of a zone's prefix is that zone's prefix, or one around it", () => {
  const dmz = route("a", "10.96.32.0/20", "10.96.48.1");
  const only = (twin: string) =>
    messages(policy, preview(tenant(dmz, route("b", twin, "3fff:38:60:3000::1"))), tenantContext);
  expect(only("3fff:38:60:2000::/52")).toEqual([]);
  expect(only("3fff:38:60::/48")).toEqual([]);
  expect(only("3fff:38:60:3000::/52")[0]).toContain("wants a route to 3fff:38:60:2000::/52 beside it");
});

test("a twin on another router does not count", () => {
  const elsewhere = [
    route("a", "10.128.0.0/9", "10.64.0.1", "router-a"),
    route("b", "3fff:38:80::/42", "3fff:38:10::1", "router-b"),
  ];
  expect(messages(policy, preview(elsewhere), context)).toHaveLength(1);
});

test.each([
  ["::/0", "10.0.0.1", 6],
  ["10.128.0.0/9", "3fff:38:10::1", 4],
])("%s over %s fails: two families", (destination, nextHop, family) => {
  expect(messages(policy, preview(tenant(route("a", destination, nextHop))), { mode: "v6-only" })).toEqual([
    `RouterRoute "a" leads to ${destination} over ${nextHop}; RTR-03 wants a next hop of the destination's family, IPv${family}. Fix: set nextHop to the neighbour's IPv${family} address`,
  ]);
});

test("::/0 to a port that is no firewall fails, by its address or by what the next hop was made from", () => {
  const known = tenant(route("a", "::/0", "3fff:38:60:2000:0:0:a:1"));
  expect(messages(policy, preview(known))[0]).toContain('leads ::/0 to Port "web-1-port"');
  expect(messages(policy, preview(tenant(route("a", "::/0", ref("web-1-port")))))).toHaveLength(1);
  for (const tag of ["firewall", "firewall:true"])
    expect(messages(policy, preview(change(known, "web-1-port", { tags: [tag] })))).toEqual([]);
  expect(messages(policy, preview(tenant(route("a", "::/0", "fe80::1"))))).toEqual([]);
});

describe("a set of routes on one router", () => {
  const routes = (...entries: unknown[]): Draft => ({
    type: ROUTER_ROUTES,
    name: "set",
    inputs: { routerId: ref("router"), routes: entries },
  });
  const entry = (destinationCidr: unknown, nextHop: unknown) => ({ destinationCidr, nextHop });
  const inside = entry("10.128.0.0/9", "10.64.0.1");
  const told = (drafts: Draft[], view = preview) => messages(policy, view(tenant(...drafts)), context);

  test.each([
    ["in a first preview", preview],
    ["once ids are known", applied],
  ])("needs a twin for each IPv4 route, in the set or beside it, %s", (_, view) => {
    expect(told([routes(inside)], view)).toEqual([
      'RouterRoutesV2 "set" leads to 10.128.0.0/9 over IPv4 alone; RTR-03 wants a route to the province\'s IPv6 prefix of the same place on the same router. Fix: add a RouterRoute to the IPv6 prefix of the same place, over an IPv6 next hop',
    ]);
    expect(told([routes(inside, entry("3fff:38:80::/42", "3fff:38:10::1"))], view)).toEqual([]);
    expect(told([routes(inside), route("b", "3fff:38:80::/42", "3fff:38:10::1")], view)).toEqual([]);
    const elsewhere = route("b", "3fff:38:80::/42", "3fff:38:10::1", "router-b");
    expect(told([routes(inside), elsewhere], view)).toHaveLength(1);
  });

  test("keeps each route to one family", () => {
    expect(told([routes(entry("::/0", "10.0.0.1"))])[0]).toContain('RouterRoutesV2 "set" leads to ::/0 over 10.0.0.1');
  });

  test("must not lead ::/0 to a port that is no firewall, also by an unknown next hop when it is the only one", () => {
    const toPort = 'leads ::/0 to Port "web-1-port"';
    expect(told([routes(entry("::/0", "3fff:38:60:2000::a:1"))])[0]).toContain(toPort);
    expect(told([routes(entry("::/0", ref("web-1-port")), entry("3fff:38:80::/42", "3fff:38:10::1"))])[0]).toContain(
      toPort,
    );
    expect(told([routes(entry("::/0", ref("web-1-port")), entry("3fff:38:80::/42", ref("web-2-port")))])).toEqual([]);
  });

  test("that is not known may hold any twin", () => {
    const unknown: Draft = { type: ROUTER_ROUTES, name: "all", inputs: { routerId: ref("router"), routes: UNKNOWN } };
    expect(told([routes(inside), unknown])).toEqual([]);
    expect(told([routes(inside, UNKNOWN)])).toEqual([]);
  });
});

test("destinations, next hops, routers and tags that are not known yet are not judged", () => {
  const unknown = route("b", UNKNOWN, UNKNOWN, ref("core"));
  expect(messages(policy, preview([...examples.fails, unknown]), context)).toEqual([]);
  expect(messages(policy, blind(examples.fails), context)).toEqual([]);
  const firewall: Draft = {
    type: PORT,
    name: "edge",
    inputs: { fixedIps: [{ ipAddress: "3fff:38::1" }], tags: UNKNOWN },
  };
  expect(messages(policy, preview(tenant(firewall, route("a", "::/0", "3fff:38::1"))))).toEqual([]);
});
