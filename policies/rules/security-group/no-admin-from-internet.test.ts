import { describe, expect, test } from "vitest";
import { preview, ref } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { SEC_GROUP } from "../../resources/types.ts";
import { compliantTenant, rule, tenantContext } from "../../testing/compliant-tenant.ts";
import { applied } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { noAdminFromInternet as policy } from "./no-admin-from-internet.ts";

const one = (inputs: Record<string, unknown>) => preview([...compliantTenant(), rule("subject", inputs)]);
const tcp = (port: number, remoteIpPrefix?: unknown) => ({
  ethertype: typeof remoteIpPrefix === "string" && !remoteIpPrefix.includes(":") ? "IPv4" : "IPv6",
  protocol: "tcp",
  portRangeMin: port,
  portRangeMax: port,
  ...(remoteIpPrefix === undefined ? {} : { remoteIpPrefix }),
});

test("ssh from the management zone or a group passes", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
  expect(
    messages(
      policy,
      one({ ethertype: "IPv6", protocol: "tcp", portRangeMin: 22, portRangeMax: 22, remoteGroupId: UNKNOWN }),
    ),
  ).toEqual([]);
});

test("ssh from ::/0 fails", () => {
  expect(messages(policy, one(tcp(22, "::/0")))).toEqual([
    'SecGroupRule "subject" lets in tcp 22 (administrative or database port 22) from ::/0, that is everyone; SEC-04 wants zone mgmt, or a security group, as the source. Fix: take the management zone\'s prefix or its security group as the source',
  ]);
});

test("ssh from 0.0.0.0/0 fails, and without a remote", () => {
  expect(messages(policy, one(tcp(22, "0.0.0.0/0")))).toHaveLength(1);
  expect(messages(policy, one(tcp(22)))).toHaveLength(1);
});

test.each([
  22, 23, 161, 389, 445, 623, 1433, 1434, 1521, 2375, 2376, 2379, 2380, 2483, 2484, 3306, 3389, 4333, 5432, 5601, 5900,
  5985, 5986, 6379, 6443, 7199, 9160, 9200, 9300, 10_250, 11_211, 27_017, 27_018,
])("port %i from ::/0 fails", (port) => {
  expect(messages(policy, one(tcp(port, "::/0")))).toHaveLength(1);
});

test("a range that holds such a port fails and names it", () => {
  const found = messages(
    policy,
    one({ ethertype: "IPv6", protocol: "tcp", portRangeMin: 20, portRangeMax: 23, remoteIpPrefix: "::/0" }),
  );
  expect(found[0]).toContain("tcp 20-23 (administrative or database port 22, 23)");
});

test("ssh from another zone of the agency fails, the database from the application zone passes", () => {
  expect(messages(policy, one(tcp(22, "3fff:38:60:6000::/64")), tenantContext)[0]).toContain(
    "from 3fff:38:60:6000::/64, zone lan",
  );
  expect(messages(policy, one(tcp(5432, "3fff:38:60:3000::/64")), tenantContext)).toEqual([]);
  expect(messages(policy, one(tcp(5432, "10.96.96.0/24")), tenantContext)).toHaveLength(1);
});

test("a source outside the agency may be one site wide", () => {
  expect(messages(policy, one(tcp(22, "3fff:38::/48")), tenantContext)).toEqual([]);
  expect(messages(policy, one(tcp(22, "3fff:38::/40")), tenantContext)).toHaveLength(1);
  expect(messages(policy, one(tcp(22, "10.0.0.0/16")))).toEqual([]);
  expect(messages(policy, one(tcp(22, "10.0.0.0/8")))).toHaveLength(1);
  expect(messages(policy, one(tcp(22, "198.51.100.0/24")))).toEqual([]);
});

test("a site's prefix that holds zones of the agency is not outside", () => {
  expect(messages(policy, one(tcp(22, "3fff:38:60::/48")), tenantContext)[0]).toContain(
    "from 3fff:38:60::/48, zones app, dmz and lan among it;",
  );
  expect(messages(policy, one(tcp(22, "10.96.0.0/16")), tenantContext)).toHaveLength(1);
});

test("every protocol is administration too, but from everyone it is SEC-03's", () => {
  const every = (remoteIpPrefix: string) => messages(policy, one({ ethertype: "IPv6", remoteIpPrefix }), tenantContext);
  expect(every("3fff:38:60:6000::/64")[0]).toContain(
    "lets in every protocol, administrative and database ports among it, from 3fff:38:60:6000::/64, zone lan",
  );
  expect(every("3fff:38:60:5000::/64")).toEqual([]);
  expect(every("::/0")).toEqual([]);
  expect(
    messages(policy, one({ ethertype: "IPv6", direction: "egress", remoteIpPrefix: "3fff:38:60:6000::/64" })),
  ).toEqual([]);
});

describe.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a security group as the source %s", (_, view) => {
  const from = (zone: string, port: number, more: Record<string, unknown> = {}) =>
    messages(
      policy,
      view([
        ...compliantTenant(),
        { type: SEC_GROUP, name: "other", inputs: { deleteDefaultRules: true, tags: [`zone:${zone}`] } },
        rule("subject", { ...tcp(port), remoteGroupId: ref("other"), ...more }),
      ]),
      tenantContext,
    );

  test("passes from zone mgmt, for databases from zone app too", () => {
    expect(from("mgmt", 22)).toEqual([]);
    expect(from("app", 5432)).toEqual([]);
  });

  test("fails from another zone", () => {
    expect(from("lan", 22)[0]).toContain(
      'lets in tcp 22 (administrative or database port 22) from SecGroup "other" of zone lan; SEC-04 wants zone mgmt',
    );
    expect(from("lan", 5432)).toHaveLength(1);
    expect(from("lan", 443)).toEqual([]);
  });

  test("passes when it is the rule's own group, or when nobody knows its zone", () => {
    expect(from("lan", 22, { remoteGroupId: ref("web") })).toEqual([]);
    expect(from("lan", 22, { remoteGroupId: "elsewhere" })).toEqual([]);
  });
});

test("an unknown source or port is not judged", () => {
  expect(messages(policy, one({ ...tcp(22), remoteIpPrefix: UNKNOWN }))).toEqual([]);
  expect(
    messages(policy, one({ ethertype: "IPv6", protocol: "tcp", portRangeMin: UNKNOWN, portRangeMax: UNKNOWN })),
  ).toEqual([]);
});
