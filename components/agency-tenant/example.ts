import { AgencyTenant } from "./index.ts";

const resolvers = { ipv4: ["198.51.100.53", "198.51.100.54"], ipv6: ["2001:db8:0:53::1", "2001:db8:0:53::2"] };
const https = { name: "https", ports: [{ protocol: "tcp" as const, port: 443 }] };

const tenant = new AgencyTenant("stttt", {
  agency: "stttt",
  projectId: "id-of-the-project",
  tags: { agency: "stttt", env: "lab" },
  routerId: "id-of-the-router",
  externalNetwork: { name: "public", ipv4SubnetId: "id-of-its-ipv4-subnet" },
  resolvers,
  networks: {
    dmz: {
      zone: "dmz",
      ipv4: { cidr: "192.0.2.0/24", gateway: "192.0.2.1", dnsServers: resolvers.ipv4 },
      ipv6: { cidr: "2001:db8:60:2000::/64", gateway: "2001:db8:60:2000::1", dnsServers: resolvers.ipv6 },
    },
  },
  rules: { dmz: [{ direction: "ingress", peer: { kind: "anywhere" }, services: [https] }] },
  servers: {
    portal: {
      network: "dmz",
      role: "web",
      model: { imageId: "id-of-an-image", flavorId: "id-of-a-flavor" },
      replicas: [{ number: 1, addresses: { ipv4: "192.0.2.16", ipv6: "2001:db8:60:2000::10" } }],
      publish: true,
    },
  },
});

export const servers = tenant.servers;
