// Platform: made once by the cloud's operator.
export { AddressPools } from "./address-pools/index.ts";
export type { AddressPoolsArgs, PoolArgs } from "./address-pools/index.ts";
export { ExternalNetwork } from "./external-network/index.ts";
export type { ExternalNetworkArgs, ExternalSubnetArgs } from "./external-network/index.ts";
export { ServerFlavor } from "./server-flavor/index.ts";
export type { ServerFlavorArgs } from "./server-flavor/index.ts";
export { ServerImage } from "./server-image/index.ts";
export type { ServerImageArgs } from "./server-image/index.ts";
export { TenantProject } from "./tenant-project/index.ts";
export type { Deployer, TenantProjectArgs } from "./tenant-project/index.ts";
export type { ProjectQuotas } from "./tenant-project/quotas.ts";

// Tenant: made inside one project.
export { AgencyTenant } from "./agency-tenant/index.ts";
export type { TenantNetworkOutput, TenantServerOutput } from "./agency-tenant/index.ts";
export type {
  AgencyTenantArgs,
  TenantNetwork,
  TenantPeer,
  TenantRule,
  TenantServer,
} from "./agency-tenant/tenant-args.ts";
export { DualStackNetwork } from "./dual-stack-network/index.ts";
export type { DualStackNetworkArgs } from "./dual-stack-network/index.ts";
export type {
  AddressMode,
  AllocationPool,
  Ipv6SubnetArgs,
  NetworkFamilies,
  SubnetArgs,
} from "./dual-stack-network/network-spec.ts";
export { FloatingAddress } from "./floating-address/index.ts";
export type { FloatingAddressArgs } from "./floating-address/index.ts";
export { SecurityGroup } from "./security-group/index.ts";
export type { SecurityGroupArgs } from "./security-group/index.ts";
export type { NamedService, RuleSpec, SecurityPeer, SecurityRule, ServersByFamily } from "./security-group/rules.ts";
export { ServerGroup } from "./server-group/index.ts";
export type { Replica, ServerGroupArgs } from "./server-group/index.ts";
export { ServerTemplate } from "./server-template/index.ts";
export type { ServerTemplateArgs } from "./server-template/index.ts";
export type { FixedAddresses, ServerModel, ServerNetwork } from "./server-template/server-spec.ts";
export { TenantRouter } from "./tenant-router/index.ts";
export type { TenantRouterArgs } from "./tenant-router/index.ts";
export type { AddressesByFamily } from "./tenant-router/external-addresses.ts";

export type { Family, FamilyChoice, LegacyIpv4Only, StackMode } from "./stack-mode.ts";
export { sortedTags, tagsOf } from "./tags.ts";
