// Platform: made once by the cloud's operator.
export { AddressPools, type AddressPoolsArgs, type PoolArgs } from "./address-pools/index.ts";
export { ExternalNetwork, type ExternalNetworkArgs, type ExternalSubnetArgs } from "./external-network/index.ts";
export { ServerFlavor, type ServerFlavorArgs } from "./server-flavor/index.ts";
export { ServerImage, type ServerImageArgs } from "./server-image/index.ts";
export { TenantProject, type Deployer, type TenantProjectArgs } from "./tenant-project/index.ts";
export type { ProjectQuotas } from "./tenant-project/quotas.ts";

// Tenant: made inside one project.
export { AgencyTenant, type TenantNetworkOutput, type TenantServerOutput } from "./agency-tenant/index.ts";
export type {
  AgencyTenantArgs,
  TenantNetwork,
  TenantPeer,
  TenantRule,
  TenantServer,
} from "./agency-tenant/tenant-args.ts";
export { DualStackNetwork, type DualStackNetworkArgs } from "./dual-stack-network/index.ts";
export type {
  AddressMode,
  AllocationPool,
  Ipv6SubnetArgs,
  NetworkFamilies,
  SubnetArgs,
} from "./dual-stack-network/network-spec.ts";
export { FloatingAddress, type FloatingAddressArgs } from "./floating-address/index.ts";
export { SecurityGroup, type SecurityGroupArgs } from "./security-group/index.ts";
export type { NamedService, RuleSpec, SecurityPeer, SecurityRule, ServersByFamily } from "./security-group/rules.ts";
export { ServerGroup, type Replica, type ServerGroupArgs } from "./server-group/index.ts";
export { ServerTemplate, type ServerTemplateArgs } from "./server-template/index.ts";
export type { FixedAddresses, ServerModel, ServerNetwork } from "./server-template/server-spec.ts";
export { TenantRouter, type TenantRouterArgs } from "./tenant-router/index.ts";
export type { AddressesByFamily } from "./tenant-router/external-addresses.ts";

export type { Family, FamilyChoice, LegacyIpv4Only, StackMode } from "./stack-mode.ts";
export { sortedTags, tagsOf } from "./tags.ts";
