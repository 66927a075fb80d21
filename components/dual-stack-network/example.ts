import { DualStackNetwork } from "./index.ts";

const office = new DualStackNetwork("office", {
  ipv4: {
    cidr: "192.0.2.0/24",
    gateway: "192.0.2.1",
    dnsServers: ["198.51.100.53"],
  },
  ipv6: {
    cidr: "2001:db8:0:1::/64",
    gateway: "2001:db8:0:1::1",
    addressMode: "slaac",
    dnsServers: ["2001:db8:0:53::1", "2001:db8:0:53::2"],
  },
});

export const networkId = office.networkId;
