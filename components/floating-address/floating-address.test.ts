import { expect, test } from "vitest";
import { DualStackNetwork } from "../dual-stack-network/index.ts";
import { recordResources, theOne } from "../testing/record-resources.ts";
import { FloatingAddress } from "./index.ts";

test("a floating address from the IPv4 subnet, once the router reaches its port", async () => {
  const { resources, result } = await recordResources(() => {
    const network = new DualStackNetwork("dmz", {
      ipv4: { cidr: "10.96.32.0/24", gateway: "10.96.32.1" },
      ipv6: { cidr: "2001:db8:60:2000::/64", gateway: "2001:db8:60:2000::1" },
      routerId: "router",
    });
    const { address } = new FloatingAddress("web-1", {
      externalNetworkName: "public",
      externalIpv4SubnetId: "external-4",
      portId: "port",
      routerInterfaces: network.routerInterfaces,
      tags: ["zone:dmz", "agency:stttt"],
      protect: true,
    });
    return { address };
  });
  const floating = theOne(resources, "FloatingIp", "web-1");
  expect(floating.inputs).toEqual({
    pool: "public",
    subnetId: "external-4",
    portId: "port",
    tags: ["agency:stttt", "zone:dmz"],
  });
  expect(floating.dependencies).toContain(theOne(resources, "RouterInterface", "dmz-ipv4-gateway").urn);
  expect(floating.protect).toBe(true);
  expect(result.address).toBe("203.0.113.77");
});
