import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { expandRules, type SecurityRules } from "./expand-rules.ts";
import type { RuleRemote } from "./rules.ts";

export interface SecurityGroupRulesArgs extends SecurityRules {
  /** Group that the rules belong to. */
  group: openstack.networking.SecGroup;
}

/** The rules of one security group, expanded to every family; `SecurityGroup` makes it. */
export class SecurityGroupRules extends pulumi.ComponentResource {
  constructor(name: string, args: SecurityGroupRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    const specs = expandRules(name, args);
    super("provincial:network:SecurityGroupRules", name, {}, opts);
    const groupIds = new Map(
      args.rules.flatMap(({ peer }) => (peer.kind === "group" ? [[peer.name, peer.id] as const] : [])),
    );
    const remote = (
      to: RuleRemote,
    ): { remoteIpPrefix: string } | { remoteGroupId: pulumi.Input<string> | undefined } => {
      if (to.kind === "prefix") return { remoteIpPrefix: to.prefix };
      return { remoteGroupId: to.kind === "self" ? args.group.id : groupIds.get(to.name) };
    };
    for (const spec of specs) {
      new openstack.networking.SecGroupRule(
        // The key says what the rule is about and holds no address, so a renumbered peer keeps its rules' URNs.
        `${name}-${spec.key}`,
        {
          securityGroupId: args.group.id,
          direction: spec.direction,
          ethertype: spec.ethertype,
          protocol: spec.protocol,
          portRangeMin: spec.portRangeMin,
          portRangeMax: spec.portRangeMax,
          description: spec.description,
          ...remote(spec.remote),
        },
        {
          parent: this,
          // Every field of a rule replaces it, its description too, and Neutron refuses a second rule that differs in
          // the description alone (409): the old one has to go first.
          deleteBeforeReplace: true,
          // Neutron deletes a group's rules with it: no need to ask for each of them.
          deletedWith: args.group,
          aliases: spec.formerKeys.map((key) => ({ name: `${name}-${key}` })),
        },
      );
    }
    this.registerOutputs({});
  }
}
