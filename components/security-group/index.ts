import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { sortedTags } from "../tags.ts";
import { expandRules, type SecurityRules } from "./expand-rules.ts";
import type { SecurityRule } from "./rules.ts";
import { SecurityGroupRules } from "./security-group-rules.ts";

export interface SecurityGroupArgs extends Omit<SecurityRules, "rules"> {
  /** Name in the cloud; default the component's name. */
  groupName?: string;
  description?: string;
  /** Leave out when groups refer to each other: make the groups first, then call `allow` on each. */
  rules?: readonly SecurityRule[];
  tags?: readonly string[];
}

/**
 * A security group whose rules are said once, by peers and named services, and hold in both families. Nothing is let
 * through that is not said, save what every server needs (the standing rules): ICMP errors, DHCP, the metadata service,
 * resolvers, time servers. Where several groups share their members' ports, one of them can hold these for all.
 */
export class SecurityGroup extends pulumi.ComponentResource {
  readonly groupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #group: openstack.networking.SecGroup;
  readonly #args: SecurityGroupArgs;
  #rules: SecurityGroupRules | undefined;

  constructor(name: string, args: SecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    if (args.rules !== undefined) expandRules(name, { ...args, rules: args.rules });
    super("provincial:network:SecurityGroup", name, {}, opts);
    this.#name = name;
    this.#args = args;
    this.#group = new openstack.networking.SecGroup(
      name,
      {
        name: args.groupName ?? name,
        description: args.description,
        // Neutron's own two rules let everything out; what goes out is said here like what comes in (SEC-01).
        deleteDefaultRules: true,
        tags: sortedTags(args.tags),
      },
      { parent: this },
    );
    this.groupId = this.#group.id;
    if (args.rules !== undefined) this.allow(args.rules);
    this.registerOutputs({ groupId: this.groupId });
  }

  /** The rules' resources, for a server that must find its metadata when it starts; undefined before `allow`. */
  get rules(): SecurityGroupRules | undefined {
    return this.#rules;
  }

  /** Writes the group's rules out for every family. To be called once, and not when `rules` was given. */
  allow(rules: readonly SecurityRule[]): SecurityGroupRules {
    if (this.#rules !== undefined) {
      throw new Error(`SecurityGroup '${this.#name}' has its rules already: give them all at once`);
    }
    const { mode, legacyIpv4Only, resolvers, timeServers, standingRules } = this.#args;
    this.#rules = new SecurityGroupRules(
      this.#name,
      { group: this.#group, rules, mode, legacyIpv4Only, resolvers, timeServers, standingRules },
      { parent: this },
    );
    return this.#rules;
  }
}
