import type { Tenant } from "../model/tenant.ts";
import { partKey, tenantAspects, tenantKeys, type Origin, type StackOrigins } from "./origins.ts";
import type { Repository } from "./repository/repository.ts";
import { stackKind } from "./stack-names.ts";
import { tenantOrigins } from "./tenant/tenant-origins.ts";

/** The keys of stacks/ behind the resources of a stack: an agency's or its project's, or else the platform's. */
export function stackOrigins(repository: Repository, stack: string): StackOrigins {
  const which = stackKind(stack);
  const tenant = which.kind === "platform" ? undefined : repository.tenants[which.agency];
  if (tenant === undefined) return platformOrigins(repository);
  return which.kind === "project" ? projectOrigins(tenant) : tenantOrigins(repository, tenant);
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
/** The keys of stacks/ behind what the platform makes for all. Pure. */
function platformOrigins({ province }: Repository): StackOrigins {
  const parts: Record<string, readonly Origin[]> = {};
  const catalogue = (type: string, file: string, key: string, names: object): void => {
    for (const name of Object.keys(names)) parts[partKey(type, name)] = [{ file, path: [key, name] }];
  };
  for (const { name, scsName } of Object.values(province.flavors)) {
    if (scsName === undefined) continue;
    parts[partKey("provincial:compute:ServerFlavor", scsName)] = [
      { file: TEMPLATES, path: ["flavors", name, "scsName"] },
    ];
  }
  catalogue("provincial:compute:ServerFlavor", TEMPLATES, "flavors", province.flavors);
  catalogue("provincial:compute:ServerImage", TEMPLATES, "images", province.images);
  catalogue("provincial:network:ExternalNetwork", ENVIRONMENTS, "externalNetworks", province.externalNetworks);
  return { parts, whole: [{ file: "stacks/province.yaml", path: ["code"] }] };
}

/** The keys of stacks/ behind an agency's project. Pure. */
function projectOrigins(tenant: Tenant): StackOrigins {
  const quotas = QUOTAS.map((type) => [partKey(type, tenant.code), tenantKeys(tenant, ["quotas"])]);
  return { parts: Object.fromEntries(quotas), whole: tenantKeys(tenant), aspects: tenantAspects(tenant) };
}
