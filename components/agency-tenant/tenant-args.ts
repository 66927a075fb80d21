import type * as pulumi from "@pulumi/pulumi";
import type { Ipv6SubnetArgs, SubnetArgs } from "../dual-stack-network/network-spec.ts";
import type { NamedService, SecurityPeer, ServersByFamily } from "../security-group/rules.ts";
import type { Replica } from "../server-group/index.ts";
import type { ServerModel } from "../server-template/server-spec.ts";
import type { FamilyChoice, StackMode } from "../stack-mode.ts";

/** One network of a tenant. */
export interface TenantNetwork {
  /** Zone that it belongs to: its security group and its tags. */
  zone: string;
  /** Where it is not the tenant's, such as `v6-only` for a network of IPv6-only clients. */
  mode?: StackMode;
  ipv4?: SubnetArgs;
  ipv6?: Ipv6SubnetArgs;
  mtu?: number;
  dnsDomain?: string;
}

/** Who is at the other end of a tenant's rule. */
export type TenantPeer =
  /** Everyone, or a known network outside, such as another agency's zone. */
  | Exclude<SecurityPeer, { kind: "self" | "group" }>
  /** Servers of a zone of the same tenant, its own included. */
  | { kind: "zone"; zone: string; formerNames?: readonly string[] };

/** Traffic that a zone's servers accept (`ingress`) or start (`egress`). */
export interface TenantRule {
  direction: "ingress" | "egress";
  peer: TenantPeer;
  services: readonly NamedService[];
}

/** Servers of one role. */
export interface TenantServer {
  /** Key of `networks`. */
  network: string;
  /** What the servers do, for their metadata: the template's name. */
  role: string;
  model: ServerModel;
  replicas: readonly Replica[];
  placement?: "soft-anti-affinity" | "anti-affinity";
  /** True: each replica gets a floating IPv4 address beside its global IPv6 one. Nothing to do in `v6-only`. */
  publish?: boolean;
}

/** A tenant, resolved: nothing in it is looked up, and its records' keys are identities that never change. */
export interface AgencyTenantArgs extends FamilyChoice {
  /** Code of the agency; first part of every name in the cloud. */
  agency: string;
  /** Project that the stack's provider deploys into; handed on to the outputs. */
  projectId: pulumi.Input<string>;
  /** Tags of everything; `zone` and, for servers, `system` are set from where the resource stands. */
  tags: Readonly<Record<string, string>>;
  routerId: pulumi.Input<string>;
  /** For floating addresses. */
  externalNetwork: { name: pulumi.Input<string>; ipv4SubnetId: pulumi.Input<string> };
  resolvers: ServersByFamily;
  /** IPv6 resolvers of servers without IPv4 in a tenant that has it, where they ask others: DNS64 (RFC 6147). */
  v6OnlyResolvers?: readonly string[];
  timeServers?: ServersByFamily;
  networks: Readonly<Record<string, TenantNetwork>>;
  /** By zone; a zone with networks and without an entry lets nothing in. */
  rules: Readonly<Record<string, readonly TenantRule[]>>;
  servers: Readonly<Record<string, TenantServer>>;
  /** Refuses deletion of data volumes and floating addresses. */
  protect?: boolean;
}
