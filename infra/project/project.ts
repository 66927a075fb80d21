import openstack from "@pulumi/openstack";
import { AddressPools } from "../../components/address-pools/index.ts";
import { tagsOf } from "../../components/tags.ts";
import { TenantProject } from "../../components/tenant-project/index.ts";
import { TenantRouter } from "../../components/tenant-router/index.ts";
import type { PlatformOutputs } from "../platform/platform-outputs.ts";
import { readStack } from "../read-stack.ts";
import type { ProjectInputs } from "../stack-inputs.ts";
import { PLATFORM_STACK } from "../stack-names.ts";
import { DEPLOYER_ROLE } from "./project-outputs.ts";

/**
 * What only the cloud's operator may make for an agency: its project with quotas and deployer, its own address pools and
 * its router. Returns `ProjectOutputs`.
 */
export function projectProgram({ code, ...inputs }: ProjectInputs): Record<string, unknown> {
  const platform = readStack<PlatformOutputs>(PLATFORM_STACK);
  const { protect } = inputs;
  const tags = tagsOf(inputs.tags);
  const project = new TenantProject(code, {
    services: inputs.services,
    description: inputs.name,
    quotas: inputs.quotas,
    roleIds: { [DEPLOYER_ROLE]: openstack.identity.getRoleOutput({ name: DEPLOYER_ROLE }).id },
    tags,
    protect,
  });
  // Goes before the project's deployer, and Neutron refuses that while the agency's own stack stands: the deployer, who
  // alone can take that away, then stays.
  const before = { dependsOn: project };
  const pools = new AddressPools(
    code,
    {
      ipv4: { prefixes: [inputs.ipv4] },
      ipv6: { prefixes: [inputs.ipv6] },
      scopes: { ipv4Id: platform("scopeIds").ipv4Id, ipv6Id: platform("scopeIds").ipv6Id },
      description: `Addresses of ${inputs.name}`,
      projectId: project.projectId,
      tags,
      protect,
    },
    before,
  );
  const router = new TenantRouter(
    code,
    {
      externalNetworkId: platform("externalNetwork").id,
      // Address translation happens at the province's edge; see docs/adr/0002-platform-makes-the-routers.md.
      enableSnat: false,
      description: `Way out of ${inputs.name}`,
      tenantId: project.projectId,
      tags,
      protect,
    },
    before,
  );
  return {
    cloud: platform("cloud"),
    externalNetwork: platform("externalNetwork"),
    images: platform("images"),
    flavors: platform("flavors"),
    projectId: project.projectId,
    routerId: router.routerId,
    routerAddresses: router.externalAddresses,
    poolIds: { ipv4: pools.ipv4PoolId, ipv6: pools.ipv6PoolId },
    deployer: project.deployer,
  };
}
