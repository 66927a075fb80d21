import { AddressPools } from "../address-pools/index.ts";
import { TenantRouter } from "../tenant-router/index.ts";
import { ExternalNetwork } from "./index.ts";

const shared = new AddressPools("province", { ipv6: { prefixes: ["2001:db8:ffff::/48"] } });

const external = new ExternalNetwork("public", {
  physicalNetwork: "public",
  ipv4: {
    cidr: "203.0.113.0/24",
    gateway: "203.0.113.1",
    allocationPool: { start: "203.0.113.50", end: "203.0.113.250" },
  },
  ipv6: { cidr: "2001:db8:ffff::/64", gateway: "2001:db8:ffff::1", subnetPoolId: shared.ipv6PoolId },
});

export const router = new TenantRouter("office", { externalNetworkId: external.networkId });
