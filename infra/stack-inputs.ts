import { zoneBlockOf } from "../address-plan/plan-of.ts";
import { formatBoth } from "../address-plan/prefixes/prefix.ts";
import type { CloudService, ExternalNetwork, Flavor, Image } from "../model/province.ts";
import type { Quotas, Tenant } from "../model/tenant.ts";
import { TextError } from "../model/text.ts";
import { mustNotDie } from "./environment.ts";
import type { Repository } from "./repository/repository.ts";
import { stackKind, stackNamesOf } from "./stack-names.ts";
import { platformTagRecord, tagRecord } from "./tenant/tags.ts";
import { tenantSpec, type TenantSpec } from "./tenant/tenant-spec.ts";

/**
 * All that a stack's program takes from the repository, as plain JSON. The program is a function of this and of the
 * platform's outputs: equal inputs make equal plans, which is what the cache of verdicts stands on.
 */
export type StackInputs =
  | ({ kind: "platform" } & PlatformInputs)
  | ({ kind: "project" } & ProjectInputs)
  | { kind: "agency"; tenant: TenantSpec };

export interface PlatformInputs {
  /** Region of the cloud, which an agency's stack can't ask for. */
  region: string;
  tags: Record<string, string>;
  externalNetwork: ExternalNetwork;
  images: Record<string, Image>;
  flavors: Record<string, Flavor>;
  /** Refuses deletion of the external network and what it stands on. */
  protect: boolean;
}

/** What an agency's project is made of. */
export interface ProjectInputs {
  code: string;
  name: string;
  quotas: Quotas;
  /** Services of the cloud that projects have quotas for. */
  services: CloudService[];
  tags: Record<string, string>;
  ipv4: string;
  ipv6: string;
  /** Refuses deletion of the project, its pools and its router. */
  protect: boolean;
}

/** The inputs of a stack. Throws when there is no such stack. */
export function stackInputs(repository: Repository, stack: string): StackInputs {
  const which = stackKind(stack);
  if (which.kind === "platform") return { kind: "platform", ...platformInputs(repository) };
  const tenant = repository.tenants[which.agency];
  if (tenant === undefined) {
    const known = stackNamesOf(repository);
    const some = known.length > 12 ? [...known.slice(0, 12), `... (${known.length})`] : known;
    const init = `npx province init agency ${which.agency}`;
    throw new TextError({
      en: `No agency '${which.agency}' in stacks/agencies. Stacks of this project: ${some.join(", ")}. A new agency: ${init}`,
      vi: `Không có cơ quan '${which.agency}' trong stacks/agencies. Các stack của dự án này: ${some.join(", ")}. Thêm cơ quan: ${init}`,
    });
  }
  if (which.kind === "project") return { kind: "project", ...projectInputs(repository, tenant) };
  return { kind: "agency", tenant: tenantSpec(repository, tenant) };
}

function platformInputs({ province }: Repository): PlatformInputs {
  const [externalNetwork, ...more] = Object.values(province.externalNetworks);
  if (externalNetwork === undefined || more.length > 0) {
    throw new TextError({
      en: "stacks/province/environments.yaml must name exactly one external network",
      vi: "stacks/province/environments.yaml phải ghi đúng một mạng ngoài",
    });
  }
  return {
    region: province.environment.region,
    tags: platformTagRecord(province),
    externalNetwork,
    images: province.images,
    flavors: province.flavors,
    protect: mustNotDie(province),
  };
}

function projectInputs({ province, plan }: Repository, tenant: Tenant): ProjectInputs {
  const { code, name, quotas } = tenant;
  const site = plan.sites[code];
  if (site === undefined) {
    throw new TextError({
      en: `agency ${code} has no line in the address ledger`,
      vi: `cơ quan ${code} chưa có dòng nào trong sổ cấp phát`,
    });
  }
  return {
    code,
    name,
    quotas,
    services: province.environment.cloudServices ?? [],
    tags: tagRecord(province, tenant, "infra"),
    ...formatBoth(zoneBlockOf(site)),
    protect: mustNotDie(province),
  };
}
