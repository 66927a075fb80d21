import { ref, type Draft } from "../examples/drafts.ts";
import type { PolicyContext } from "../policy.ts";
import * as type from "../resources/types.ts";

/** What the province knows of the agency whose tenant the fixture is. */
export const tenantContext: PolicyContext = {
  addresses: "documentation",
  agency: "stttt",
  phase: 3,
  mode: "dual",
  securityLevel: 3,
  zones: {
    dmz: { ipv6: "3fff:38:60:2000::/52", ipv4: "10.96.32.0/20", addressMode: "dhcpv6-stateful" },
    app: { ipv6: "3fff:38:60:3000::/52", ipv4: "10.96.48.0/20", addressMode: "dhcpv6-stateful" },
    mgmt: { ipv6: "3fff:38:60:5000::/52", ipv4: "10.96.80.0/20", addressMode: "dhcpv6-stateful" },
    lan: { ipv6: "3fff:38:60:6000::/52", ipv4: "10.96.96.0/20", addressMode: "slaac" },
  },
  dualStackExternalNetworks: ["internet"],
  ulaPrefixes: ["fd3c:91e7:5a02::/48"],
  tags: {
    agency: "stttt",
    system: "tenant",
    securityLevel: "3",
    env: "example",
    stage: "pilot",
    owner: "stttt",
    dc: "dc-a",
  },
};

const tags = (zone?: string): string[] =>
  [
    ...Object.entries(tenantContext.tags!).map(([key, value]) => `${key}:${value}`),
    ...(zone ? [`zone:${zone}`] : []),
  ].toSorted();

const resolvers = { 4: ["192.0.2.53", "192.0.2.54"], 6: ["3fff:38:30:53::1", "3fff:38:30:53::2"] };

function network(zone: string, ipv4: string, ipv6: string): Draft[] {
  const subnet = { networkId: ref(zone), tags: tags(zone) };
  return [
    { type: type.NETWORK, name: zone, inputs: { tags: tags(zone), mtu: 1500 } },
    {
      type: type.SUBNET,
      name: `${zone}-ipv4`,
      inputs: { ...subnet, cidr: ipv4, ipVersion: 4, dnsNameservers: resolvers[4] },
    },
    {
      type: type.SUBNET,
      name: `${zone}-ipv6`,
      inputs: {
        ...subnet,
        cidr: ipv6,
        ipVersion: 6,
        ipv6AddressMode: "dhcpv6-stateful",
        ipv6RaMode: "dhcpv6-stateful",
        dnsNameservers: resolvers[6],
      },
    },
    ...["ipv4", "ipv6"].map((family) => ({
      type: type.ROUTER_INTERFACE,
      name: `router-${zone}-${family}`,
      inputs: { routerId: ref("router"), subnetId: ref(`${zone}-${family}`) },
    })),
  ];
}

/** A security group rule of the group `web`. */
export function rule(name: string, inputs: Record<string, unknown>): Draft {
  return { type: type.SEC_GROUP_RULE, name, inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs } };
}

const tcp = (port: number) => ({ protocol: "tcp", portRangeMin: port, portRangeMax: port });

/** A tenant that no policy finds fault with: two zones, a router, a security group, two web servers, one published. */
export function compliantTenant(): Draft[] {
  const servers = [1, 2].flatMap((n): Draft[] => [
    {
      type: type.PORT,
      name: `web-${n}-port`,
      inputs: {
        networkId: ref("dmz"),
        fixedIps: [
          { subnetId: ref("dmz-ipv4"), ipAddress: `10.96.32.${10 + n}` },
          { subnetId: ref("dmz-ipv6"), ipAddress: `3fff:38:60:2000::a:${n}` },
        ],
        securityGroupIds: [ref("web")],
        tags: tags("dmz"),
      },
    },
    {
      type: type.INSTANCE,
      name: `web-${n}`,
      inputs: {
        networks: [{ port: ref(`web-${n}-port`) }],
        schedulerHints: [{ group: ref("web-apart") }],
        keyPair: "operators",
        userData: "#cloud-config\npackage_update: true\n",
        tags: tags("dmz"),
      },
    },
  ]);
  return [
    { type: type.ROUTER, name: "router", inputs: { externalNetworkId: "internet", tags: tags() } },
    ...network("dmz", "10.96.32.0/24", "3fff:38:60:2000::/64"),
    ...network("app", "10.96.48.0/24", "3fff:38:60:3000::/64"),
    { type: type.SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true, tags: tags("dmz") } },
    rule("https-ipv4", { ethertype: "IPv4", ...tcp(443), remoteIpPrefix: "0.0.0.0/0" }),
    rule("https-ipv6", { ethertype: "IPv6", ...tcp(443), remoteIpPrefix: "::/0" }),
    rule("ssh-ipv4", {
      ethertype: "IPv4",
      ...tcp(22),
      remoteIpPrefix: "10.96.80.0/20",
      description: "from zone mgmt: ssh",
    }),
    rule("ssh-ipv6", {
      ethertype: "IPv6",
      ...tcp(22),
      remoteIpPrefix: "3fff:38:60:5000::/52",
      description: "from zone mgmt: ssh",
    }),
    rule("ping-ipv4", { ethertype: "IPv4", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" }),
    rule("ping-ipv6", { ethertype: "IPv6", protocol: "ipv6-icmp", portRangeMin: 128, remoteIpPrefix: "::/0" }),
    ...[1, 2, 3, 4].map((icmpType) =>
      rule(`icmpv6-${icmpType}`, {
        ethertype: "IPv6",
        protocol: "ipv6-icmp",
        portRangeMin: icmpType,
        remoteIpPrefix: "::/0",
      }),
    ),
    rule("out-ipv4", { direction: "egress", ethertype: "IPv4", ...tcp(443), remoteIpPrefix: "0.0.0.0/0" }),
    rule("out-ipv6", { direction: "egress", ethertype: "IPv6", ...tcp(443), remoteIpPrefix: "::/0" }),
    { type: type.SERVER_GROUP, name: "web-apart", inputs: { policies: ["anti-affinity"] } },
    ...servers,
    {
      type: type.FLOATING_IP,
      name: "portal",
      inputs: { pool: "internet", portId: ref("web-1-port"), tags: [...tags(), "exposure:public"] },
    },
  ];
}
