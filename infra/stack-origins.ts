import type { StackOrigins } from "./origins.ts";
import { platformOrigins } from "./platform/platform-origins.ts";
import type { Repository } from "./repository/repository.ts";
import { tenantOrigins } from "./tenant/tenant-origins.ts";

/** The keys of stacks/ behind the resources of a stack: an agency's, or else the platform's. */
export function stackOrigins(repository: Repository, stack: string): StackOrigins {
  const tenant = repository.tenants[stack];
  return tenant === undefined ? platformOrigins(repository) : tenantOrigins(repository, tenant);
}
