/**
 * Stands for a value that is not known yet in a preview. A policy that meets it must not guess:
 * it either follows `propertyDependencies` or stays silent.
 */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** One resource as a policy sees it, whoever planned it: `pulumi preview`, `pulumi up`, or the offline plan. */
export interface JudgedResource {
  urn: string;
  /** Pulumi type token, such as `openstack:networking/subnet:Subnet`. */
  type: string;
  name: string;
  parent?: string;
  /** Inputs; any value, at any depth, may be `UNKNOWN`. Secrets arrive unwrapped: never print values of unknown keys. */
  inputs: Record<string, unknown>;
  /** URNs that each input was made from: links between resources while ids are unknown. */
  propertyDependencies: Record<string, string[]>;
  protect: boolean;
  /** The provider's id once the resource exists: links resources when `propertyDependencies` are missing. */
  id?: string;
}

/** What is known of the province; every field optional, so that the pack judges any program on OpenStack. */
export interface PolicyContext {
  /** `documentation`: only documentation addresses are allowed; `registered`: none of them are (NET-07). */
  addresses?: "documentation" | "registered";
  agency?: string;
  phase?: 1 | 2 | 3;
  mode?: "dual" | "v6-preferred" | "v6-only";
  securityLevel?: 1 | 2 | 3 | 4 | 5;
  /** The agency's prefixes by zone code (NET-03). */
  zones?: Record<string, { ipv6: string; ipv4: string; addressMode: string }>;
  /** Networks (names or ids) known as dual-stack though they are made elsewhere (RTR-02). */
  dualStackExternalNetworks?: string[];
  /** ULA /48s of the plan (NET-09, AP-21). */
  ulaPrefixes?: string[];
  /** Values for TAG-01's remediation, by tag name. */
  tags?: Record<string, string>;
  /** True in the stack that owns external networks and pools. */
  platform?: boolean;
}

export type Level = "mandatory" | "advisory" | "remediate";

/** One verdict; reporters are pure functions of a list of these. */
export interface Finding {
  /** Policy id, such as `NET-01`. */
  policy: string;
  level: Level;
  /** URN. */
  resource: string;
  /** Names the resource, the rule, the value found, the value wanted and how to fix it. */
  message: string;
}

export interface PolicyMetadata {
  /** `NET-01`. */
  id: string;
  /** `network-dual-stack`: the name in Pulumi's output is `net-01-network-dual-stack`. */
  slug: string;
  title: string;
  level: Level;
  /** When the level is milder than `level`, in words; for the reference page. */
  levelNote?: string;
  /** Requirement ids and texts that the policy serves (R1-07). */
  serves: string[];
  /** RFC and section, law, manual. */
  source: string[];
  fix: string;
  /** In phase 1 a family-related mandatory policy only advises (domain C, phase rule). */
  familyRelated?: boolean;
}

/** A policy that looks at one resource at a time. */
export interface ResourcePolicy extends PolicyMetadata {
  kind: "resource";
  check(resource: JudgedResource, context: PolicyContext): Violation[];
  /** Rewritten inputs, or undefined when nothing is to be repaired (level `remediate`). */
  remediate?(resource: JudgedResource, context: PolicyContext): Record<string, unknown> | undefined;
}

/** A policy that looks at the whole stack. */
export interface StackPolicy extends PolicyMetadata {
  kind: "stack";
  check(resources: readonly JudgedResource[], context: PolicyContext): Violation[];
}

export type Policy = ResourcePolicy | StackPolicy;

/** What a policy found; `level` only where one half of a rule is stricter or milder than the policy's own level. */
export interface Violation {
  /** URN. */
  resource: string;
  message: string;
  level?: Level;
}
