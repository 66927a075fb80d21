import type * as pulumi from "@pulumi/pulumi";
import type { SecurityRule } from "../security-group/rules.ts";
import type { TenantRule } from "./tenant-args.ts";

/** A rule of a tenant's zone as the zone's security group has it; `groupId` gives the groups of other zones. */
export function securityRule(
  zone: string,
  { peer, ...rule }: TenantRule,
  groupId: (zone: string) => pulumi.Input<string>,
): SecurityRule {
  if (peer.kind !== "zone") return { ...rule, peer };
  if (peer.zone === zone) return { ...rule, peer: { kind: "self" } };
  return {
    ...rule,
    peer: { kind: "group", name: peer.zone, id: groupId(peer.zone), formerNames: peer.formerNames },
  };
}
