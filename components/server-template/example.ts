import { DualStackNetwork } from "../dual-stack-network/index.ts";
import { SecurityGroup } from "../security-group/index.ts";
import { ServerTemplate } from "./index.ts";

const network = new DualStackNetwork("office", {
  ipv4: { cidr: "192.0.2.0/24", gateway: "192.0.2.1" },
  ipv6: { cidr: "2001:db8:0:1::/64", gateway: "2001:db8:0:1::1", dnsServers: ["2001:db8:0:53::1", "2001:db8:0:53::2"] },
});
const group = new SecurityGroup("office", { rules: [] });

const server = new ServerTemplate("files", {
  model: {
    imageId: "id-of-an-image",
    flavorId: "id-of-a-flavor",
    cloudInit: "#cloud-config\n",
    dataVolumeGb: 100,
    dataVolumeType: "luks",
    backup: { schedule: "daily", copies: 7, site: "dc-b" },
  },
  network,
  addresses: { ipv4: "192.0.2.16", ipv6: "2001:db8:0:1::10" },
  securityGroupIds: [group.groupId],
  protect: true,
});

export const instanceId = server.instanceId;
