import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { sortedTags } from "../tags.ts";
import { addressesByFamily, type AddressesByFamily } from "./external-addresses.ts";

export interface TenantRouterArgs {
  /** External network with a subnet of each family: the cloud gives the router an address of both. */
  externalNetworkId: pulumi.Input<string>;
  /** Name in the cloud; default the component's name. */
  routerName?: string;
  description?: string;
  /** Default: the cloud's own. Most clouds let only an administrator set it. */
  enableSnat?: boolean;
  /** Project that owns the router, when an operator makes it for someone else. */
  tenantId?: pulumi.Input<string>;
  tags?: readonly string[];
  /** Refuses deletion: a router that is made anew has other external addresses, and routes to the tenant point at them. */
  protect?: boolean;
}

/** The way out of a tenant, in both families. */
export class TenantRouter extends pulumi.ComponentResource {
  readonly routerId: pulumi.Output<string>;
  /** The router's own addresses on the external network; whoever routes the tenant's prefixes points at them. */
  readonly externalAddresses: pulumi.Output<AddressesByFamily>;

  constructor(name: string, args: TenantRouterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("provincial:network:TenantRouter", name, {}, opts);
    // `externalFixedIps` is no input here: the cloud answers it in another order at every read, which shows as a change
    // each time, and a plain member may not choose it. `distributed` stays unset: only an administrator may set it.
    const router = new openstack.networking.Router(
      name,
      {
        name: args.routerName ?? name,
        description: args.description,
        adminStateUp: true,
        externalNetworkId: args.externalNetworkId,
        enableSnat: args.enableSnat,
        tenantId: args.tenantId,
        tags: sortedTags(args.tags),
      },
      // Pulumi does not hand a component's own dependencies on to its children.
      { parent: this, protect: args.protect, dependsOn: opts?.dependsOn },
    );
    this.routerId = router.id;
    this.externalAddresses = router.externalFixedIps.apply((ips) => addressesByFamily(ips.map((ip) => ip.ipAddress)));
    this.registerOutputs({ routerId: this.routerId, externalAddresses: this.externalAddresses });
  }
}
