import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Address4, Address6 } from "ip-address";
import { parse } from "yaml";
import { LocalCloudError } from "./errors.ts";
import { SOURCE_DIR } from "./paths.ts";
import { runIn } from "./run-in.ts";
import type { ExternalNetwork } from "./types.ts";

interface Settings {
  physical_network: string;
  edge: { ipv4: string; ipv6: string };
  far_hosts: { ipv4: string; ipv6: string };
  resolvers: string[];
  zone: { records: Record<string, { A: string; AAAA: string }> };
}

/** The external network and what lies beyond it, as internet/internet.yaml says. */
export function externalNetwork(): ExternalNetwork {
  const settings: Settings = parse(readFileSync(join(SOURCE_DIR, "internet", "internet.yaml"), "utf8"));
  const [known] = Object.entries(settings.zone.records);
  if (!known)
    throw new LocalCloudError({
      en: "internet.yaml: the zone has no record",
      vi: "internet.yaml: vùng DNS không có bản ghi",
    });
  const [name, record] = known;
  return {
    physicalNetwork: settings.physical_network,
    networkType: "flat",
    mtu: 1500,
    ipv4: onLink(new Address4(settings.edge.ipv4)),
    ipv6: onLink(new Address6(settings.edge.ipv6)),
    farHosts: settings.far_hosts,
    resolvers: settings.resolvers,
    knownName: { name, ipv4: record.A, ipv6: record.AAAA },
  };
}

function onLink(edge: Address4 | Address6): { cidr: string; gateway: string } {
  const network = edge.startAddress().correctForm();
  return { cidr: `${network}/${edge.subnetMask}`, gateway: edge.correctForm() };
}

/** A route of the edge: packets for `destination` (CIDR) go to the router address `via`. */
export interface InternetRoute {
  destination: string;
  via: string;
}

/**
 * Makes the edge's route table exactly this one, in both families. What stands and stays is not touched, so that
 * packets keep flowing. The routes bear a protocol number of their own; others are left alone.
 * @throws LocalCloudError with the refused route.
 */
export async function setInternetRoutes(cloud: string, routes: InternetRoute[]): Promise<void> {
  const result = await runIn(cloud, { node: true }, ["python3", "/opt/devcloud/internet/routes.py"], {
    input: JSON.stringify(routes),
  });
  if (result.code === 0) return;
  const said = result.stderr.trim();
  throw new LocalCloudError({ en: `the edge refused a route: ${said}`, vi: `biên mạng từ chối tuyến: ${said}` });
}
