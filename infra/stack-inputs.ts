import { zoneBlockOf } from "../address-plan/plan-of.ts";
import { formatBoth } from "../address-plan/prefixes/prefix.ts";
import type { CloudService, ExternalNetwork, Flavor, Image } from "../model/province.ts";
import type { Quotas } from "../model/tenant.ts";
import { mustNotDie } from "./environment.ts";
import type { Repository } from "./repository/repository.ts";
import { PLATFORM_STACK, stackNamesOf } from "./stack-names.ts";
import { platformTagRecord, tagRecord } from "./tenant/tags.ts";
import { tenantSpec, type TenantSpec } from "./tenant/tenant-spec.ts";

/**
 * All that a stack's program takes from the repository, as plain JSON. The program is a function of this and of the
 * platform's outputs: equal inputs make equal plans, which is what the cache of verdicts stands on.
 */
export type StackInputs = { kind: "agency"; tenant: TenantSpec } | ({ kind: "platform" } & PlatformInputs);

export interface PlatformInputs {
  /** Region of the cloud, which an agency's stack can't ask for. */
  region: string;
  tags: Record<string, string>;
  externalNetwork: ExternalNetwork;
  images: Record<string, Image>;
  flavors: Record<string, Flavor>;
  /** Refuses deletion of projects, pools, routers and the external network. */
  protect: boolean;
  /** Services of the cloud that projects have quotas for. */
  services: CloudService[];
  /** Enrolled agencies by code. */
  tenants: Record<string, EnrolledTenant>;
}

/** What the platform makes a project of. */
export interface EnrolledTenant {
  name: string;
  quotas: Quotas;
  tags: Record<string, string>;
  ipv4: string;
  ipv6: string;
}

/** The inputs of a stack. Throws when there is no such stack. */
export function stackInputs(repository: Repository, stack: string): StackInputs {
  if (stack === PLATFORM_STACK) return { kind: "platform", ...platformInputs(repository) };
  const tenant = repository.tenants[stack];
  if (tenant === undefined) {
    const known = stackNamesOf(repository);
    const some = known.length > 12 ? [...known.slice(0, 12), `... (${known.length})`] : known;
    throw new Error(
      `No agency '${stack}' in stacks/agencies. Stacks of this project: ${some.join(", ")}. A new agency: npx province init agency ${stack}`,
    );
  }
  return { kind: "agency", tenant: tenantSpec(repository, tenant) };
}

function platformInputs({ province, tenants, plan }: Repository): PlatformInputs {
  const [externalNetwork, ...more] = Object.values(province.externalNetworks);
  if (externalNetwork === undefined || more.length > 0) {
    throw new Error("stacks/province/environments.yaml must name exactly one external network");
  }
  const enrolled = Object.values(tenants).filter((tenant) => tenant.enrolled);
  return {
    region: province.environment.region,
    tags: platformTagRecord(province),
    externalNetwork,
    images: province.images,
    flavors: province.flavors,
    protect: mustNotDie(province),
    services: province.environment.cloudServices ?? [],
    tenants: Object.fromEntries(
      enrolled.map((tenant) => {
        const site = plan.sites[tenant.code];
        if (site === undefined) throw new Error(`agency ${tenant.code} has no line in the address ledger`);
        return [
          tenant.code,
          {
            name: tenant.name,
            quotas: tenant.quotas,
            tags: tagRecord(province, tenant, "infra"),
            ...formatBoth(zoneBlockOf(site)),
          },
        ];
      }),
    ),
  };
}
