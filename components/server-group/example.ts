import { DualStackNetwork } from "../dual-stack-network/index.ts";
import { SecurityGroup } from "../security-group/index.ts";
import { ServerGroup } from "./index.ts";

const network = new DualStackNetwork("office", {
  ipv4: { cidr: "192.0.2.0/24", gateway: "192.0.2.1" },
  ipv6: { cidr: "2001:db8:0:1::/64", gateway: "2001:db8:0:1::1", dnsServers: ["2001:db8:0:53::1", "2001:db8:0:53::2"] },
});
const group = new SecurityGroup("office", { rules: [] });

const web = new ServerGroup("web", {
  model: { imageId: "id-of-an-image", flavorId: "id-of-a-flavor" },
  network,
  securityGroupIds: [group.groupId],
  replicas: [
    { number: 1, addresses: { ipv4: "192.0.2.16", ipv6: "2001:db8:0:1::10" } },
    { number: 2, addresses: { ipv4: "192.0.2.17", ipv6: "2001:db8:0:1::11" } },
  ],
});

export const instanceIds = web.servers.map(({ server }) => server.instanceId);
