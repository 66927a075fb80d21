/** What the stack `platform` tells every agency's stack, under these output names; no secret among them. */
export interface PlatformOutputs {
  cloud: { authUrl: string; region: string };
  externalNetwork: { id: string; name: string; ipv4SubnetId: string };
  /** Ids by name in stacks/. */
  images: Record<string, string>;
  flavors: Record<string, string>;
  /** By agency code. */
  tenants: Record<string, PlatformTenant>;
}

export interface PlatformTenant {
  projectId: string;
  routerId: string;
  /** The router's own addresses on the external network: where the edge sends the tenant's prefixes. */
  routerAddresses: { ipv4?: string; ipv6?: string };
  poolIds: { ipv4: string; ipv6: string };
}

/** The role that a deployer has in its project; OpenStack's own name for an ordinary member. */
export const DEPLOYER_ROLE = "member";

/** Output `deployers`, a secret as a whole: who works in each agency's project, by agency code. */
export interface Deployers {
  [agency: string]: { userName: string; password: string };
}
