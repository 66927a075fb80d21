import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { AddressPools } from "../../components/address-pools/index.ts";
import { ExternalNetwork } from "../../components/external-network/index.ts";
import { ServerFlavor } from "../../components/server-flavor/index.ts";
import { ServerImage } from "../../components/server-image/index.ts";
import { tagsOf } from "../../components/tags.ts";
import { TenantProject } from "../../components/tenant-project/index.ts";
import { TenantRouter } from "../../components/tenant-router/index.ts";
import type { PlatformInputs } from "../stack-inputs.ts";
import { DEPLOYER_ROLE } from "./platform-outputs.ts";

/** Where stacks/ lies for the providers: the engine runs them in the program's folder. Absolute paths would differ by machine. */
const STACKS_FROM_PROGRAM = "../stacks";

const byKey = <T, U>(record: Record<string, T>, make: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));

/**
 * What all agencies share, made as the cloud's operator: the external network, address scopes, images, flavors, and for
 * each agency its project with quotas and deployer, its own address pools and its router. Returns `PlatformOutputs` and
 * the secret `deployers`.
 */
export function platformProgram(inputs: PlatformInputs): Record<string, unknown> {
  const tags = tagsOf(inputs.tags);
  const { protect } = inputs;

  // The scopes hold for the whole province: Neutron refuses overlaps within one, and routes IPv6 without NAT inside it.
  const shared = new AddressPools("province", {
    ipv6: { prefixes: [inputs.externalNetwork.ipv6.cidr] },
    tags,
    protect,
  });
  const { name: externalName, physicalNetwork, networkType, mtu, ipv4, ipv6 } = inputs.externalNetwork;
  const external = new ExternalNetwork(externalName, {
    physicalNetwork,
    networkType,
    mtu,
    ipv4: { cidr: ipv4.cidr, gateway: ipv4.gateway, allocationPool: { start: ipv4.poolStart, end: ipv4.poolEnd } },
    ipv6: { ...ipv6, subnetPoolId: shared.ipv6PoolId },
    tags,
    protect,
  });

  const images = byKey(inputs.images, (image, name) => {
    const source = image.source.includes("://")
      ? { url: image.source }
      : { file: `${STACKS_FROM_PROGRAM}/${image.source}` };
    return new ServerImage(name, { ...image, source, tags }).imageId;
  });
  const flavors = byKey(inputs.flavors, (flavor, name) => new ServerFlavor(name, flavor).flavorId);

  const roleIds = { [DEPLOYER_ROLE]: openstack.identity.getRoleOutput({ name: DEPLOYER_ROLE }).id };
  const deployers: Record<string, pulumi.Output<unknown>> = {};
  const outputs = byKey(inputs.tenants, (tenant, code) => {
    const own = tagsOf(tenant.tags);
    const project = new TenantProject(code, {
      services: inputs.services,
      description: tenant.name,
      quotas: tenant.quotas,
      roleIds,
      tags: own,
      protect,
    });
    deployers[code] = project.deployer;
    // Goes before the project's deployer, and Neutron refuses that while the agency's own stack stands: the deployer, who
    // alone can take that away, then stays.
    const before = { dependsOn: project };
    const pools = new AddressPools(
      code,
      {
        ipv4: { prefixes: [tenant.ipv4] },
        ipv6: { prefixes: [tenant.ipv6] },
        scopes: shared.scopeIds,
        projectId: project.projectId,
        tags: own,
        protect,
      },
      before,
    );
    const router = new TenantRouter(
      code,
      {
        externalNetworkId: external.networkId,
        // Address translation happens at the province's edge; see docs/adr/0002-platform-makes-the-routers.md.
        enableSnat: false,
        tenantId: project.projectId,
        tags: own,
        protect,
      },
      before,
    );
    return {
      projectId: project.projectId,
      routerId: router.routerId,
      routerAddresses: router.externalAddresses,
      poolIds: { ipv4: pools.ipv4PoolId, ipv6: pools.ipv6PoolId },
    };
  });

  return {
    cloud: {
      authUrl: openstack.identity.getEndpointOutput({ serviceName: "keystone", interface: "public" }).url,
      region: inputs.region,
    },
    externalNetwork: { id: external.networkId, name: external.networkName, ipv4SubnetId: external.ipv4SubnetId },
    images,
    flavors,
    tenants: outputs,
    deployers: pulumi.secret(deployers),
  };
}
