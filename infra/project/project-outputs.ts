import type { Deployer } from "../../components/tenant-project/index.ts";
import type { PlatformOutputs } from "../platform/platform-outputs.ts";

/**
 * What the stack of an agency's project tells the agency's own, under these output names: of the platform's what the
 * agency needs, so that it reads no other stack than this.
 */
export interface ProjectOutputs extends Omit<PlatformOutputs, "scopeIds"> {
  projectId: string;
  routerId: string;
  /** The router's own addresses on the external network: where the edge sends the tenant's prefixes. */
  routerAddresses: { ipv4?: string; ipv6?: string };
  poolIds: { ipv4: string; ipv6: string };
  /** A secret: who works in this project. */
  deployer: Deployer;
}

/** The role that a deployer has in its project; OpenStack's own name for an ordinary member. */
export const DEPLOYER_ROLE = "member";
