import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { Faults } from "../faults.ts";
import type { Family } from "../stack-mode.ts";
import { sortedTags } from "../tags.ts";
import { poolSpec } from "./pool-spec.ts";

export interface PoolArgs {
  prefixes: readonly string[];
}

export interface AddressPoolsArgs {
  /** Leave a family out to make no pool of it. */
  ipv4?: PoolArgs;
  ipv6?: PoolArgs;
  /** Scopes made elsewhere, by another `AddressPools`; without them this one makes its own two. */
  scopes?: { ipv4Id: pulumi.Input<string>; ipv6Id: pulumi.Input<string> };
  /** Prefix of the names in the cloud; default the component's name. */
  poolName?: string;
  description?: string;
  /** Project that owns the pools; default the one that deploys. Scopes stay with the one that deploys. */
  projectId?: pulumi.Input<string>;
  tags?: readonly string[];
  /** Refuses deletion: subnets made anew from another pool would get other addresses. */
  protect?: boolean;
}

/**
 * An address scope and a subnet pool for each family. A pool whose prefix is exactly an agency's own, owned by its
 * project, makes Neutron itself refuse subnets outside the plan; a scope makes it refuse overlaps between projects.
 */
export class AddressPools extends pulumi.ComponentResource {
  readonly scopeIds: { ipv4Id: pulumi.Output<string>; ipv6Id: pulumi.Output<string> };
  /** Undefined for a family that was left out. */
  readonly ipv4PoolId: pulumi.Output<string> | undefined;
  readonly ipv6PoolId: pulumi.Output<string> | undefined;

  constructor(name: string, args: AddressPoolsArgs, opts?: pulumi.ComponentResourceOptions) {
    const faults = new Faults(`AddressPools '${name}'`);
    const specs = {
      ipv4: args.ipv4 === undefined ? undefined : poolSpec("ipv4", args.ipv4.prefixes, faults),
      ipv6: args.ipv6 === undefined ? undefined : poolSpec("ipv6", args.ipv6.prefixes, faults),
    };
    faults.throwIfAny();
    super("provincial:network:AddressPools", name, {}, opts);
    const cloudName = args.poolName ?? name;
    // Pulumi does not hand a component's own dependencies on to its children.
    const child = { parent: this, protect: args.protect, dependsOn: opts?.dependsOn };

    const scope = (family: Family): pulumi.Output<string> => {
      const given = family === "ipv4" ? args.scopes?.ipv4Id : args.scopes?.ipv6Id;
      if (given !== undefined) return pulumi.output(given);
      return new openstack.networking.AddressScope(
        `${name}-${family}`,
        // Into a shared scope every project may put a pool of any prefix that is free there. In this one the operator
        // alone can, also for a project, whose subnets need not see it.
        { name: `${cloudName}-${family}`, ipVersion: family === "ipv4" ? 4 : 6, shared: false },
        // A scope that is shared already can't be unshared: Neutron answers 400.
        { ...child, ignoreChanges: ["shared"] },
      ).id;
    };
    this.scopeIds = { ipv4Id: scope("ipv4"), ipv6Id: scope("ipv6") };

    const pool = (family: Family, first?: pulumi.Resource): openstack.networking.SubnetPool | undefined => {
      const spec = specs[family];
      if (spec === undefined) return undefined;
      return new openstack.networking.SubnetPool(
        // One pool per family: its prefixes may grow, its identity may not follow them.
        `${name}-${family}`,
        {
          name: `${cloudName}-${family}`,
          description: args.description,
          ...spec,
          addressScopeId: this.scopeIds[`${family}Id`],
          projectId: args.projectId,
          shared: false,
          tags: sortedTags(args.tags),
        },
        first === undefined ? child : pulumi.mergeOptions(child, { dependsOn: first }),
      );
    };
    // One after the other: beside each other Neutron may count one of them twice, and the quota has room for no third.
    const ipv4 = pool("ipv4");
    const ipv6 = pool("ipv6", ipv4);
    this.ipv4PoolId = ipv4?.id;
    this.ipv6PoolId = ipv6?.id;
    this.registerOutputs({ scopeIds: this.scopeIds, ipv4PoolId: this.ipv4PoolId, ipv6PoolId: this.ipv6PoolId });
  }
}
