/** One server as the agency's stack gives it. */
export interface DeployedServer {
  /** Nova's UUID. */
  instanceId: string;
  zone: string;
  template: string;
  /** Absent in a tenant without IPv4. */
  ipv4?: string;
  ipv6: string;
  floatingIpv4?: string;
}

/** What stands in the cloud for one agency, from the outputs of its stack. */
export interface DeployedTenant {
  agency: string;
  /** Keystone's id of the agency's project. */
  projectId: string;
  /** By name with replica number: `web-1`. */
  servers: Record<string, DeployedServer>;
  /** The first network of each zone, where its servers are; by zone code. */
  networks: Record<string, { networkId: string }>;
}
