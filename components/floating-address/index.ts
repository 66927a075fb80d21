import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { sortedTags } from "../tags.ts";

export interface FloatingAddressArgs {
  /** Name (not id) of the external network. */
  externalNetworkName: pulumi.Input<string>;
  /** Its IPv4 subnet: without it Neutron may look for an address in the IPv6 one. */
  externalIpv4SubnetId: pulumi.Input<string>;
  /** Port that the address leads to; it has one IPv4 address. */
  portId: pulumi.Input<string>;
  /** The port's router interfaces: Neutron refuses a floating address for a port that no router reaches. */
  routerInterfaces: readonly pulumi.Resource[];
  description?: string;
  tags?: readonly string[];
  /** Refuses deletion: the address would go back to the cloud, and names that point at it would lead elsewhere. */
  protect?: boolean;
}

/**
 * A public IPv4 address for a server that has a global IPv6 one already: Neutron has no floating IPv6 addresses, and
 * needs none (FIP-01).
 */
export class FloatingAddress extends pulumi.ComponentResource {
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: FloatingAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("provincial:network:FloatingAddress", name, {}, opts);
    const floating = new openstack.networking.FloatingIp(
      name,
      {
        pool: args.externalNetworkName,
        subnetId: args.externalIpv4SubnetId,
        portId: args.portId,
        description: args.description,
        tags: sortedTags(args.tags),
      },
      { parent: this, protect: args.protect, dependsOn: [...args.routerInterfaces] },
    );
    this.address = floating.address;
    this.registerOutputs({ address: this.address });
  }
}
