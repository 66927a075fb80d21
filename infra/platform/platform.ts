import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { AddressPools } from "../../components/address-pools/index.ts";
import { ExternalNetwork } from "../../components/external-network/index.ts";
import { ServerFlavor } from "../../components/server-flavor/index.ts";
import { ServerImage } from "../../components/server-image/index.ts";
import { tagsOf } from "../../components/tags.ts";
import { bothLanguages } from "../both-languages.ts";
import type { PlatformInputs } from "../stack-inputs.ts";
import { PLATFORM_STACK, stackReferenceName } from "../stack-names.ts";

/** Where stacks/ lies for the providers: the engine runs them in the program's folder. Absolute paths would differ by machine. */
const STACKS_FROM_PROGRAM = "../stacks";

const byKey = <T, U>(record: Record<string, T>, make: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));

/**
 * What all agencies share, made as the cloud's operator: the external network, address scopes, images, flavors. Returns
 * `PlatformOutputs`.
 */
export function platformProgram(inputs: PlatformInputs): Record<string, unknown> {
  const tags = tagsOf(inputs.tags);
  const { protect } = inputs;
  refuseProjectsInside();

  // The scopes hold for the whole province: Neutron refuses overlaps within one, and routes IPv6 without NAT inside it.
  const shared = new AddressPools("province", {
    ipv6: { prefixes: [inputs.externalNetwork.ipv6.cidr] },
    description: "External network of the province",
    tags,
    protect,
  });
  const { name: externalName, physicalNetwork, networkType, mtu, ipv4, ipv6 } = inputs.externalNetwork;
  const external = new ExternalNetwork(externalName, {
    description: "Way out of all agencies, towards the Internet",
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
    const properties = { ...image.glanceProperties, image_source: source.url ?? "private" };
    // Agencies find it by its name (scs-0102), and nobody takes it away by hand.
    const catalogue = { visibility: "public", protected: protect } as const;
    return new ServerImage(name, { ...image, ...catalogue, properties, source, tags }).imageId;
  });
  const flavors = byKey(inputs.flavors, (flavor, name) => new ServerFlavor(name, flavor).flavorId);
  for (const { scsName, ...flavor } of Object.values(inputs.flavors)) {
    if (scsName !== undefined) new ServerFlavor(scsName, { ...flavor, extraSpecs: { "scs:name-v2": scsName } });
  }

  return {
    cloud: {
      authUrl: openstack.identity.getEndpointOutput({ serviceName: "keystone", interface: "public" }).url,
      region: inputs.region,
    },
    externalNetwork: { id: external.networkId, name: external.networkName, ipv4SubnetId: external.ipv4SubnetId },
    scopeIds: shared.scopeIds,
    images,
    flavors,
  };
}

/**
 * Stops a plain `pulumi up` on what 0.1.0 built, which held the agencies' projects in this stack and told of them in an
 * output: this program no longer makes them, so that Pulumi would take them all away.
 */
function refuseProjectsInside(): void {
  new pulumi.StackReference(stackReferenceName(PLATFORM_STACK)).getOutput("tenants").apply((tenants: unknown) => {
    if (tenants === undefined) return;
    throw new Error(
      bothLanguages(
        "The stack platform still holds the projects of agencies, as version 0.1.0 built it: run `npx province up` once, which moves each into a stack of its own and deletes nothing.",
        "Stack platform còn giữ dự án của các cơ quan, như bản 0.1.0 đã dựng: hãy chạy `npx province up` một lần, lệnh này chuyển từng dự án sang stack riêng và không xóa gì.",
      ),
    );
  });
}
