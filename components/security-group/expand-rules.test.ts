import fc from "fast-check";
import { expect, test } from "vitest";
import { familyOf } from "../ip-text.ts";
import type { StackMode } from "../stack-mode.ts";
import { expandRules, type SecurityRules } from "./expand-rules.ts";
import type { NamedService, RuleSpec, SecurityPeer, SecurityRule } from "./rules.ts";

const https: NamedService = { name: "https", ports: [{ protocol: "tcp", port: 443 }] };
const dns: NamedService = {
  name: "dns",
  ports: [
    { protocol: "tcp", port: 53 },
    { protocol: "udp", port: 53 },
  ],
};
const web: SecurityRule = { direction: "ingress", peer: { kind: "anywhere" }, services: [https] };
const expand = (args: Partial<SecurityRules>): RuleSpec[] => expandRules("web", { rules: [], ...args });
const byKey = (specs: readonly RuleSpec[], part: string) => specs.filter(({ key }) => key.includes(part));

test("one service for everyone becomes one rule per family", () => {
  expect(byKey(expand({ rules: [web] }), "tcp-443")).toEqual([
    {
      key: "ingress-anywhere-tcp-443-ipv4",
      formerKeys: [],
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      portRangeMin: 443,
      portRangeMax: 443,
      remote: { kind: "prefix", prefix: "0.0.0.0/0" },
      description: "from anywhere: https",
    },
    {
      key: "ingress-anywhere-tcp-443-ipv6",
      formerKeys: [],
      direction: "ingress",
      ethertype: "IPv6",
      protocol: "tcp",
      portRangeMin: 443,
      portRangeMax: 443,
      remote: { kind: "prefix", prefix: "::/0" },
      description: "from anywhere: https",
    },
  ]);
});

test("whoever may use a service may ping it, in both families", () => {
  const echo = byKey(expand({ rules: [web] }), "echo");
  expect(echo.map(({ protocol, portRangeMin, remote }) => [protocol, portRangeMin, remote])).toEqual([
    ["icmp", 8, { kind: "prefix", prefix: "0.0.0.0/0" }],
    ["ipv6-icmp", 128, { kind: "prefix", prefix: "::/0" }],
  ]);
});

test("a group without rules has what every server needs and nothing else", () => {
  expect(expand({}).map(({ key }) => key)).toEqual([
    "egress-prefixes-dhcp-udp-547-ipv6",
    "egress-prefixes-dhcp-udp-67-ipv4",
    "egress-prefixes-metadata-tcp-80-ipv4",
    "egress-prefixes-metadata-tcp-80-ipv6",
    "ingress-anywhere-icmp-parameter-problem-ipv6",
    "ingress-anywhere-icmp-time-exceeded-ipv6",
    "ingress-anywhere-icmp-too-big-ipv4",
    "ingress-anywhere-icmp-too-big-ipv6",
    "ingress-anywhere-icmp-unreachable-ipv6",
  ]);
});

test("a group whose standing rules are elsewhere has its own rules and nothing else", () => {
  const keys = expand({ rules: [web], standingRules: "elsewhere" }).map(({ key }) => key);
  expect(keys).toEqual([
    "ingress-anywhere-icmp-echo-request-ipv4",
    "ingress-anywhere-icmp-echo-request-ipv6",
    "ingress-anywhere-tcp-443-ipv4",
    "ingress-anywhere-tcp-443-ipv6",
  ]);
  expect(expand({ standingRules: "elsewhere" })).toEqual([]);
  // With the other group's rules it is what one group with everything has.
  expect([...keys, ...expand({}).map(({ key }) => key)].toSorted()).toEqual(
    expand({ rules: [web] }).map(({ key }) => key),
  );
});

test("packet too big passes in both families: ICMPv6 type 2, IPv4 type 3 code 4", () => {
  const [ipv4, ipv6] = byKey(expand({}), "ingress-anywhere-icmp-too-big");
  expect([ipv4?.portRangeMin, ipv4?.portRangeMax]).toEqual([3, 4]);
  expect([ipv6?.portRangeMin, ipv6?.portRangeMax]).toEqual([2, 0]);
});

test("metadata and resolvers are reached in both families", () => {
  const specs = expand({
    resolvers: { ipv4: ["192.0.2.53", "192.0.2.54"], ipv6: ["2001:db8::53", "2001:db8::54"] },
  });
  const prefixes = (part: string) =>
    byKey(specs, part).map(({ key, remote }) => [key, "prefix" in remote ? remote.prefix : ""]);
  expect(prefixes("metadata")).toEqual([
    ["egress-prefixes-metadata-tcp-80-ipv4", "169.254.169.254/32"],
    ["egress-prefixes-metadata-tcp-80-ipv6", "fe80::a9fe:a9fe/128"],
  ]);
  expect(prefixes("resolver-2")).toEqual([
    ["egress-prefixes-resolver-2-tcp-53-ipv4", "192.0.2.54/32"],
    ["egress-prefixes-resolver-2-tcp-53-ipv6", "2001:db8::54/128"],
    ["egress-prefixes-resolver-2-udp-53-ipv4", "192.0.2.54/32"],
    ["egress-prefixes-resolver-2-udp-53-ipv6", "2001:db8::54/128"],
  ]);
});

test("time servers are reached by udp 123 when they are given", () => {
  const specs = expand({ timeServers: { ipv4: ["192.0.2.123"], ipv6: ["2001:db8::123"] } });
  expect(byKey(specs, "time-server").map(({ key }) => key)).toEqual([
    "egress-prefixes-time-server-1-udp-123-ipv4",
    "egress-prefixes-time-server-1-udp-123-ipv6",
  ]);
});

test("v6-only has no IPv4 rule, not even one for metadata", () => {
  const specs = expand({ mode: "v6-only", rules: [web], resolvers: { ipv4: ["192.0.2.53"], ipv6: ["2001:db8::53"] } });
  expect(specs.filter(({ ethertype }) => ethertype === "IPv4")).toEqual([]);
  expect(JSON.stringify(specs)).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
  expect(byKey(specs, "tcp-443").length).toBe(1);
});

test("v6-preferred lets a peer have IPv6 alone", () => {
  const peer: SecurityPeer = { kind: "prefixes", name: "hospital", ipv6: "2001:db8:90::/48" };
  const specs = expand({ mode: "v6-preferred", rules: [{ direction: "ingress", peer, services: [https] }] });
  expect(byKey(specs, "hospital-tcp").map(({ ethertype }) => ethertype)).toEqual(["IPv6"]);
});

test("legacy IPv4 alone has the IPv4 half of the very same rules", () => {
  const args = { rules: [web], resolvers: { ipv4: ["192.0.2.53"], ipv6: ["2001:db8::53"] } };
  const legacy = expand({ ...args, legacyIpv4Only: { reason: "before phase 2" } });
  expect(legacy).toEqual(expand(args).filter(({ ethertype }) => ethertype === "IPv4"));
});

test("two services that share a port share its rule, since Neutron refuses a second one", () => {
  const [ipv4, ipv6, ...more] = byKey(
    expand({ rules: [{ ...web, services: [{ ...https, name: "web-api" }, https] }] }),
    "tcp-443",
  );
  expect([ipv4?.description, ipv6?.description, more]).toEqual([
    "from anywhere: https, web-api",
    "from anywhere: https, web-api",
    [],
  ]);
});

test("the order of rules and services changes nothing", () => {
  const ssh: SecurityRule = { direction: "ingress", peer: { kind: "self" }, services: [dns, https] };
  expect(expand({ rules: [web, ssh] })).toEqual(expand({ rules: [{ ...ssh, services: [https, dns] }, web] }));
});

test("a renamed peer keeps the keys it had", () => {
  const peer: SecurityPeer = {
    kind: "prefixes",
    name: "health",
    formerNames: ["hospital"],
    ipv4: "10.97.0.0/20",
    ipv6: "2001:db8:90::/48",
  };
  const specs = byKey(expand({ rules: [{ direction: "ingress", peer, services: [https] }] }), "health-tcp");
  expect(specs.map(({ formerKeys }) => formerKeys)).toEqual([
    ["ingress-prefixes-hospital-tcp-443-ipv4"],
    ["ingress-prefixes-hospital-tcp-443-ipv6"],
  ]);
});

const peer = (name: string, ipv4: string | undefined, ipv6: string | undefined): SecurityRule => ({
  direction: "ingress",
  peer: { kind: "prefixes", name, ...(ipv4 === undefined ? {} : { ipv4 }), ...(ipv6 === undefined ? {} : { ipv6 }) },
  services: [https],
});

test.each<[string, Partial<SecurityRules>, string]>([
  [
    "a peer without IPv6 in dual",
    { rules: [peer("ward", "10.97.0.0/20", undefined)] },
    "peer 'ward' has no ipv6 prefix",
  ],
  [
    "a peer without IPv4 in dual",
    { rules: [peer("ward", undefined, "2001:db8::/48")] },
    "peer 'ward' has no ipv4 prefix",
  ],
  [
    "a prefix of the other family",
    { rules: [peer("ward", "10.97.0.0/20", "10.98.0.0/20")] },
    "no prefix of that family",
  ],
  ["an address as prefix", { rules: [peer("ward", "10.97.0.1", "2001:db8::/48")] }, "no prefix of that family"],
  ["everyone in disguise", { rules: [peer("ward", "0.0.0.0/0", "2001:db8::/48")] }, "which is everyone"],
  [
    "one name for two peers",
    { rules: [peer("ward", "10.97.0.0/20", "2001:db8:1::/48"), peer("ward", "10.98.0.0/20", "2001:db8:2::/48")] },
    "peer 'ward' means both",
  ],
  [
    "two names for one peer",
    { rules: [peer("ward", "10.97.0.0/20", "2001:db8:1::/48"), peer("room", "10.97.0.0/20", "2001:db8:1::/48")] },
    "give the same rule",
  ],
  [
    "a peer called like a standing one",
    { rules: [peer("resolver-1", "10.97.0.0/20", "2001:db8:1::/48")] },
    "choose another",
  ],
  ["fewer resolvers in one family", { resolvers: { ipv4: ["192.0.2.53"], ipv6: [] } }, "peer 'resolver-1' has no ipv6"],
  [
    "resolvers where the standing rules are elsewhere",
    { standingRules: "elsewhere", resolvers: { ipv4: ["192.0.2.53"], ipv6: ["2001:db8::53"] } },
    "belong to the group that has the standing rules",
  ],
  [
    "a port that is none",
    { rules: [{ ...web, services: [{ name: "odd", ports: [{ protocol: "tcp", port: 70_000 }] }] }] },
    "service 'odd' has ports 70000 to 70000",
  ],
  [
    "a range upside down",
    { rules: [{ ...web, services: [{ name: "odd", ports: [{ protocol: "tcp", port: 90, portTo: 80 }] }] }] },
    "wanted 1 <= port <= portTo",
  ],
])("refuses %s", (_, args, message) => {
  expect(() => expand(args)).toThrow(message);
});

const anyService = fc.record({
  name: fc.constantFrom("https", "dns", "postgres", "metrics"),
  ports: fc.array(
    fc
      .record({
        protocol: fc.constantFrom("tcp" as const, "udp" as const),
        port: fc.integer({ min: 1, max: 65_000 }),
        width: fc.integer({ min: 0, max: 500 }),
      })
      .map(({ protocol, port, width }) => ({ protocol, port, portTo: port + width })),
    { minLength: 1, maxLength: 3 },
  ),
});
const anyPeer = fc.oneof(
  fc.constant<SecurityPeer>({ kind: "anywhere" }),
  fc.constant<SecurityPeer>({ kind: "self" }),
  fc.constantFrom("app", "db", "mgmt").map((name): SecurityPeer => ({ kind: "group", name, id: `${name}-id` })),
  fc.integer({ min: 0, max: 255 }).map((site): SecurityPeer => ({
    kind: "prefixes",
    name: `site-${site}`,
    ipv4: `10.${site}.0.0/16`,
    ipv6: `2001:db8:${site.toString(16)}::/48`,
  })),
);
const anyRule: fc.Arbitrary<SecurityRule> = fc.record({
  direction: fc.constantFrom("ingress" as const, "egress" as const),
  peer: anyPeer,
  services: fc.array(anyService, { minLength: 1, maxLength: 3 }),
});
const anyRules = fc.array(anyRule, { maxLength: 8 });

/** What must be equal in the twins of two families. */
/** DHCP is the one service whose ports differ between the families. */
const familyless = (port: number): number | "dhcp" => (port === 67 || port === 547 ? "dhcp" : port);

const meaning = ({ key, direction, protocol, portRangeMin, portRangeMax, remote, description }: RuleSpec) => ({
  key: key.replace(/-(udp-67-ipv4|udp-547-ipv6|ipv[46])$/, ""),
  direction,
  ...(protocol.endsWith("icmp")
    ? {}
    : { protocol, portRangeMin: familyless(portRangeMin), portRangeMax: familyless(portRangeMax) }),
  remote: remote.kind === "prefix" ? "prefix" : remote,
  description,
});

test("property: each IPv4 rule has its IPv6 twin, and only ICMPv6 errors stand alone (SEC-02, SEC-05)", () => {
  fc.assert(
    fc.property(anyRules, (rules) => {
      const specs = expand({ rules });
      const ipv4 = specs.filter(({ ethertype }) => ethertype === "IPv4").map(meaning);
      const ipv6 = specs.filter(({ ethertype }) => ethertype === "IPv6");
      const alone = ipv6.filter(
        ({ protocol, portRangeMin }) => protocol === "ipv6-icmp" && [1, 3, 4].includes(portRangeMin),
      );
      expect(ipv6.filter((spec) => !alone.includes(spec)).map(meaning)).toEqual(ipv4);
      expect(alone.map(({ direction, portRangeMin }) => `${direction} ${portRangeMin}`).toSorted()).toEqual(
        [1, 3, 4].map((type) => `ingress ${type}`),
      );
    }),
  );
});

test("property: Neutron would take every rule, and none twice", () => {
  const modes = fc.constantFrom<StackMode>("dual", "v6-preferred", "v6-only");
  fc.assert(
    fc.property(anyRules, modes, (rules, mode) => {
      const specs = expand({ rules, mode });
      const same = specs.map((spec) => JSON.stringify({ ...spec, key: "", formerKeys: [], description: "" }));
      expect(new Set(same).size).toBe(specs.length);
      expect(new Set(specs.map(({ key }) => key)).size).toBe(specs.length);
      for (const { ethertype, protocol, portRangeMin, remote, key, description } of specs) {
        if (remote.kind === "prefix") expect(familyOf(remote.prefix)).toBe(ethertype === "IPv4" ? "ipv4" : "ipv6");
        expect(protocol === "icmp").toBe(ethertype === "IPv4" && key.includes("-icmp-"));
        // Never router advertisements, redirects and the like (SEC-06, SEC-07); never "every ICMP message".
        if (protocol === "ipv6-icmp") expect([1, 2, 3, 4, 128]).toContain(portRangeMin);
        if (protocol === "icmp") expect([3, 8]).toContain(portRangeMin);
        expect(key).not.toMatch(/\d+\.\d+\.\d+|::/);
        expect(description.length).toBeLessThanOrEqual(255);
      }
    }),
  );
});
