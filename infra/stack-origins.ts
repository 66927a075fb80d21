import { partKey, tenantKeys, type Origin, type StackOrigins } from "./origins.ts";
import type { Repository } from "./repository/repository.ts";
import { tenantOrigins } from "./tenant/tenant-origins.ts";

/** The keys of stacks/ behind the resources of a stack: an agency's, or else the platform's. */
export function stackOrigins(repository: Repository, stack: string): StackOrigins {
  const tenant = repository.tenants[stack];
  return tenant === undefined ? platformOrigins(repository) : tenantOrigins(repository, tenant);
}

const TEMPLATES = "stacks/province/templates.yaml";
const ENVIRONMENTS = "stacks/province/environments.yaml";

/** Of a project's parts, those that its quotas make. */
const QUOTAS = [
  "openstack:networking/quotaV2:QuotaV2",
  "openstack:compute/quotaSetV2:QuotaSetV2",
  "openstack:blockstorage/quoteSetV3:QuoteSetV3",
  "openstack:loadbalancer/quota:Quota",
];
const OF_TENANTS = ["identity:TenantProject", "network:AddressPools", "network:TenantRouter"];

/** The keys of stacks/ behind what the platform makes for all, and for each tenant. Pure. */
function platformOrigins({ province, tenants }: Repository): StackOrigins {
  const parts: Record<string, readonly Origin[]> = {};
  const catalogue = (type: string, file: string, key: string, names: object): void => {
    for (const name of Object.keys(names)) parts[partKey(type, name)] = [{ file, path: [key, name] }];
  };
  catalogue("provincial:compute:ServerFlavor", TEMPLATES, "flavors", province.flavors);
  catalogue("provincial:compute:ServerImage", TEMPLATES, "images", province.images);
  catalogue("provincial:network:ExternalNetwork", ENVIRONMENTS, "externalNetworks", province.externalNetworks);
  for (const tenant of Object.values(tenants)) {
    if (!tenant.enrolled) continue;
    for (const type of OF_TENANTS) parts[partKey(`provincial:${type}`, tenant.code)] = tenantKeys(tenant);
    for (const type of QUOTAS) parts[partKey(type, tenant.code)] = tenantKeys(tenant, ["quotas"]);
  }
  return { parts, whole: [{ file: "stacks/province.yaml", path: ["code"] }] };
}
