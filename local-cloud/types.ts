import type { Text } from "../model/text.ts";

/** What servers are: namespaces with a root of their own, or virtual machines with a kernel of their own. */
export type ServerKind = "namespace" | "vm";

/** What one needs to use a running local cloud. */
export interface CloudInfo {
  name: string;
  /** Loopback address of the host under which the cloud's APIs answer. */
  address: string;
  authUrl: string;
  /** Path of a clouds.yaml (mode 0600) with the admin's credentials. */
  cloudsYaml: string;
  /** Name of the cloud in `cloudsYaml`; the value for OS_CLOUD. */
  osCloud: "devcloud";
  servers: ServerKind;
  externalNetwork: ExternalNetwork;
}

/** The external network as the Internet sees it: documentation addresses, from internet/internet.yaml. */
export interface ExternalNetwork {
  physicalNetwork: string;
  networkType: "flat";
  mtu: number;
  ipv4: { cidr: string; gateway: string };
  ipv6: { cidr: string; gateway: string };
  /** Hosts beyond the edge that answer ping and HTTP on port 80. */
  farHosts: { ipv4: string; ipv6: string };
  /** Addresses beyond the edge that answer DNS over UDP and TCP. */
  resolvers: string[];
  /** A name that the resolvers know in both families. */
  knownName: { name: string; ipv4: string; ipv6: string };
}

/** Where {@link runIn} runs a command: beyond the external network, on the node, or inside a server. */
export type Place = { internet: true } | { node: true } | { server: string };

/** State of one service or step of the node. */
export interface ServiceStatus {
  name: string;
  state: "waiting" | "starting" | "ready" | "failed";
  /** Seconds after the start of the cloud at which it got there. */
  seconds?: number;
  reason?: string;
}

/** State of a cloud as its run directory and processes show it. */
export interface CloudStatus {
  state: "absent" | "starting" | "running" | "broken";
  info?: CloudInfo;
  services: ServiceStatus[];
  /** Why the state is `broken`. */
  reason?: Text;
  /** Proportional memory of all processes and the size of the writable layer, in MiB; only when asked for. */
  memory?: { processesMiB: number; writableLayerMiB: number };
}
