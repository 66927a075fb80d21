import openstack from "@pulumi/openstack";

const { Network, Port, Router, RouterInterface, SecGroup, SecGroupRule, Subnet, FloatingIp } = openstack.networking;

/** Registers the program's resources; a function, so that a plan can run it many times in one process. */
export function foreignProgram(): void {
  // A good network: both families, both routed.
  const good = new Network("good", {});
  const good4 = new Subnet("good-ipv4", { networkId: good.id, cidr: "192.0.2.0/25", ipVersion: 4 });
  const good6 = new Subnet("good-ipv6", {
    networkId: good.id,
    cidr: "2001:db8:1::/64",
    ipVersion: 6,
    ipv6AddressMode: "dhcpv6-stateful",
    ipv6RaMode: "dhcpv6-stateful",
    dnsNameservers: ["2001:db8::53", "2001:db8::54"],
  });
  const router = new Router("router", { externalNetworkId: "3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11" });
  new RouterInterface("good-leg-ipv4", { routerId: router.id, subnetId: good4.id });
  new RouterInterface("good-leg-ipv6", { routerId: router.id, subnetId: good6.id });

  // IPv4 only (NET-01), and a server on it (CMP-01).
  const old = new Network("old", {});
  const old4 = new Subnet("old-ipv4", { networkId: old.id, cidr: "198.51.100.0/25", ipVersion: 4 });
  new RouterInterface("old-leg-ipv4", { routerId: router.id, subnetId: old4.id });

  // A /56, modes unset, one resolver; overlaps nothing; its IPv6 subnet is not routed (NET-02, NET-05, NET-10, RTR-01).
  const odd = new Network("odd", { mtu: 1200, portSecurityEnabled: false });
  const odd4 = new Subnet("odd-ipv4", { networkId: odd.id, cidr: "198.51.100.64/26", ipVersion: 4 });
  new Subnet("odd-ipv6", {
    networkId: odd.id,
    cidr: "2001:db8:2::/56",
    ipVersion: 6,
    dnsNameservers: ["2001:db8::53"],
  });
  new RouterInterface("odd-leg-ipv4", { routerId: router.id, subnetId: odd4.id });

  const web = new SecGroup("web", { deleteDefaultRules: true });
  const rule = (name: string, args: Omit<openstack.networking.SecGroupRuleArgs, "securityGroupId">) =>
    new SecGroupRule(name, { securityGroupId: web.id, ...args });
  const https = { direction: "ingress", protocol: "tcp", portRangeMin: 443, portRangeMax: 443 };
  rule("https-ipv4", { ...https, ethertype: "IPv4", remoteIpPrefix: "0.0.0.0/0" });
  rule("https-ipv6", { ...https, ethertype: "IPv6", remoteIpPrefix: "::/0" });
  // IPv4 lets SSH in from one network, IPv6 from everywhere (SEC-02 twice, SEC-04; SEC-09 advises).
  const ssh = { direction: "ingress", protocol: "tcp", portRangeMin: 22, portRangeMax: 22 };
  rule("ssh-ipv4", { ...ssh, ethertype: "IPv4", remoteIpPrefix: "192.0.2.0/25" });
  rule("ssh-ipv6", { ...ssh, ethertype: "IPv6", remoteIpPrefix: "::/0" });
  // The old name of ICMPv6 (SEC-08, repaired), of no particular type (SEC-06 advises).
  rule("ping-ipv4", { direction: "ingress", ethertype: "IPv4", protocol: "icmp" });
  rule("ping-ipv6", { direction: "ingress", ethertype: "IPv6", protocol: "icmp" });
  rule("tunnel", { direction: "egress", ethertype: "IPv4", protocol: "41" });

  const port = new Port("good-port", {
    networkId: good.id,
    fixedIps: [{ subnetId: good4.id }, { subnetId: good6.id }],
    securityGroupIds: [web.id],
  });
  // IPv4 only on a network that gives IPv6 by request (PRT-01), published all the same (FIP-01).
  const half = new Port("half-port", {
    networkId: good.id,
    fixedIps: [{ subnetId: good4.id }],
    securityGroupIds: [web.id],
  });
  new Port("bare-port", { networkId: good.id });
  new FloatingIp("published", { pool: "public", portId: half.id });

  const { Instance } = openstack.compute;
  const server = { imageName: "debian", flavorName: "small", keyPair: "operators" };
  new Instance("good-server", { ...server, networks: [{ port: port.id }] });
  new Instance("old-server", {
    ...server,
    networks: [{ uuid: old.id }],
    securityGroups: ["default"],
    userData:
      "#cloud-config\nchpasswd:\n  list: |\n    root:example\npassword: example\nruncmd:\n  - ping -c1 192.0.2.1\n",
  });
}
