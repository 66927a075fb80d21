import { DualStackNetwork } from "../dual-stack-network/index.ts";
import { SecurityGroup } from "../security-group/index.ts";
import { ServerTemplate } from "../server-template/index.ts";
import { FloatingAddress } from "./index.ts";

const network = new DualStackNetwork("office", {
  ipv4: { cidr: "192.0.2.0/24", gateway: "192.0.2.1" },
  ipv6: { cidr: "2001:db8:0:1::/64", gateway: "2001:db8:0:1::1", dnsServers: ["2001:db8:0:53::1", "2001:db8:0:53::2"] },
  routerId: "id-of-the-router",
});
const group = new SecurityGroup("office", { rules: [] });
const server = new ServerTemplate("web", {
  model: { imageId: "id-of-an-image", flavorId: "id-of-a-flavor" },
  network,
  addresses: { ipv4: "192.0.2.16", ipv6: "2001:db8:0:1::10" },
  securityGroupIds: [group.groupId],
});

const floating = new FloatingAddress("web", {
  externalNetworkName: "public",
  externalIpv4SubnetId: "id-of-its-ipv4-subnet",
  portId: server.portId,
  routerInterfaces: network.routerInterfaces,
});

export const address = floating.address;
