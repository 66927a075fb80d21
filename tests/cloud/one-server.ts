import { randomUUID } from "node:crypto";
import type { CloudInfo } from "../../local-cloud/types.ts";
import type { OpenStack } from "./openstack.ts";
import { until } from "./until.ts";

interface ServerOptions {
  /** Of its flavor: MiB. */
  ram?: number;
  /** Of its flavor: GiB. */
  disk?: number;
  configDrive?: boolean;
}

const CLOUD_INIT = `#cloud-config
write_files:
  - path: /etc/systemd/system/hello.service
    content: |
      [Service]
      ExecStart=/usr/bin/busybox httpd -f -p [::]:80 -h /srv
      [Install]
      WantedBy=multi-user.target
runcmd:
  - echo hello from $(hostname) > /srv/index.html
  - systemctl enable --now hello.service
`;

/** A dual-stack network behind a router, a group that admits ping only, and a server with fixed addresses. */
export async function makeTenant(cloud: CloudInfo, api: OpenStack) {
  const external = await api.network("network", {
    name: "public",
    "router:external": true,
    "provider:network_type": cloud.externalNetwork.networkType,
    "provider:physical_network": cloud.externalNetwork.physicalNetwork,
  });
  const outside = { network_id: external.id, enable_dhcp: false };
  const { ipv4, ipv6 } = cloud.externalNetwork;
  await api.network("subnet", { ...outside, ip_version: 4, cidr: ipv4.cidr, gateway_ip: ipv4.gateway });
  await api.network("subnet", { ...outside, ip_version: 6, cidr: ipv6.cidr, gateway_ip: ipv6.gateway });

  const network = await api.network("network", { name: "office" });
  const [dns4, , dns6] = cloud.externalNetwork.resolvers;
  const subnets = [
    { ip_version: 4, cidr: "10.1.0.0/24", dns_nameservers: [dns4] },
    {
      ip_version: 6,
      cidr: "3fff:0:1::/64",
      gateway_ip: "3fff:0:1::1",
      dns_nameservers: [dns6],
      ipv6_ra_mode: "dhcpv6-stateful",
      ipv6_address_mode: "dhcpv6-stateful",
    },
  ];
  const made = [];
  for (const subnet of subnets) made.push(await api.network("subnet", { network_id: network.id, ...subnet }));
  interface Router {
    id: string;
    external_gateway_info: { external_fixed_ips: { ip_address: string }[] };
  }
  const router = await api.network<Router>("router", { external_gateway_info: { network_id: external.id } });
  for (const { id } of made) {
    await api.request("PUT", "network", `/routers/${router.id}/add_router_interface`, { subnet_id: id });
  }

  const group = await api.network("security_group", { name: "ping" });
  for (const [ethertype, protocol] of [
    ["IPv4", "icmp"],
    ["IPv6", "ipv6-icmp"],
  ]) {
    const rule = { security_group_id: group.id, direction: "ingress", ethertype, protocol };
    await api.network("security_group_rule", rule);
  }
  const port = await api.network("port", {
    network_id: network.id,
    security_groups: [group.id],
    fixed_ips: [
      { subnet_id: made[0]!.id, ip_address: "10.1.0.16" },
      { subnet_id: made[1]!.id, ip_address: "3fff:0:1::10" },
    ],
  });
  const floating = await api.network<{ floating_ip_address: string }>("floatingip", {
    floating_network_id: external.id,
    port_id: port.id,
  });
  const gateway = router.external_gateway_info.external_fixed_ips.map((fixed) => fixed.ip_address);
  return {
    group,
    port,
    floatingAddress: floating.floating_ip_address,
    routerAddress: gateway.find((address) => address.includes(":"))!,
  };
}

/** A server that serves a page, of an image of nothing. Returns its id once it is ACTIVE. */
export async function makeServer(api: OpenStack, portId: string, options: ServerOptions = {}): Promise<string> {
  const { ram = 64, disk = 0, configDrive = false } = options;
  const content = { name: "any", disk_format: "raw", container_format: "bare" };
  const image = await api.request<{ id: string }>("POST", "image", "/images", content);
  await api.request("PUT", "image", `/images/${image.id}/file`, "\0".repeat(1024));
  const flavor = await api.request<{ flavor: { id: string } }>("POST", "compute", "/flavors", {
    flavor: { name: randomUUID(), ram, vcpus: 1, disk },
  });
  const { server } = await api.request<{ server: { id: string } }>("POST", "compute", "/servers", {
    server: {
      name: "hello",
      imageRef: image.id,
      flavorRef: flavor.flavor.id,
      networks: [{ port: portId }],
      config_drive: configDrive,
      user_data: Buffer.from(CLOUD_INIT).toString("base64"),
    },
  });
  await until("server ACTIVE", 60, async () => {
    const answer = await api.request<{ server: { status: string } }>("GET", "compute", `/servers/${server.id}`);
    if (answer.server.status === "ERROR") throw new Error(JSON.stringify(answer.server));
    return answer.server.status === "ACTIVE" ? true : undefined;
  });
  return server.id;
}

/** Waits for the last line of a server's console after its cloud-init. */
export function untilReady(api: OpenStack, serverId: string, seconds: number): Promise<true> {
  return until("GUEST-READY on the console", seconds, async () => {
    const { output } = await api.request<{ output: string }>("POST", "compute", `/servers/${serverId}/action`, {
      "os-getConsoleOutput": { length: 20 },
    });
    return output.includes("GUEST-READY hello") ? true : undefined;
  });
}
