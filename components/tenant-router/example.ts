import { DualStackNetwork } from "../dual-stack-network/index.ts";
import { TenantRouter } from "./index.ts";

const router = new TenantRouter("office", { externalNetworkId: "id-of-the-external-network" });

export const network = new DualStackNetwork("office", {
  ipv4: { cidr: "192.0.2.0/24", gateway: "192.0.2.1" },
  ipv6: { cidr: "2001:db8:0:1::/64", gateway: "2001:db8:0:1::1", dnsServers: ["2001:db8:0:53::1", "2001:db8:0:53::2"] },
  routerId: router.routerId,
});

/** Where whoever routes 2001:db8:0:1::/64 sends its packets. */
export const nextHop = router.externalAddresses.apply(({ ipv6 }) => ipv6);
