import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Address4, Address6 } from "ip-address";
import { parse } from "yaml";
import { LocalCloudError } from "./errors.ts";
import { SOURCE_DIR } from "./paths.ts";
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
  if (!known) throw new LocalCloudError("internet.yaml: the zone has no record");
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
