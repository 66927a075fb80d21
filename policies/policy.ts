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
  /** True for what the program only reads: made and judged elsewhere, but links lead to it. */
  external?: boolean;
  /** What the provider says of a resource that exists, where that is at hand: its computed properties among it. */
  outputs?: Record<string, unknown>;
  /** The provider's id once the resource exists: links resources when `propertyDependencies` are missing. */
  id?: string;
}

/** Address families of a stack: both, both with IPv4 only where it is needed, IPv6 alone (R1-40). */
export const STACK_MODES = ["dual", "v6-preferred", "v6-only"] as const;

/** What is known of the province; every field optional, so that the pack judges any program on OpenStack. */
export interface PolicyContext {
  /** `documentation`: only documentation addresses are allowed; `registered`: none of them are (NET-07). */
  addresses?: "documentation" | "registered";
  agency?: string;
  phase?: 1 | 2 | 3;
  /** Phases of systems that are not in the stack's own, by the tag `system` of their resources. */
  systemPhases?: Record<string, 1 | 2 | 3>;
  mode?: (typeof STACK_MODES)[number];
  /** Zones without IPv4 whatever the mode, beside `v6only`. */
  v6OnlyZones?: string[];
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
  /** Day of judgement, ISO date; waivers, temporary resources and credentials are held against it (LIF-02). */
  date?: string;
  /** `production`, `staging` or `example`: rules for real traffic hold in the first two (BGP-01, DNS-02). */
  environment?: "production" | "staging" | "example";
  /** Root and site prefixes that addresses of this stack may come from (DNS-02, BGP-03, RTR-03). */
  aggregates?: { ipv4: string[]; ipv6: string[] };
  /** Zones that the security level asks for, and those that the data centre lends (SEC-10a). */
  requiredZones?: string[];
  providedZones?: string[];
  /** Allowed flows between zones (SEC-10b); `from` may be `internet` or `agency`. Ports are inclusive ranges. */
  flows?: { from: string; to: string; ports: { protocol: "tcp" | "udp"; port: number; portTo: number }[] }[];
  /** AS numbers registered for the province (BGP-01). */
  asns?: number[];
  /** Route origin authorizations (BGP-03). */
  roas?: { prefix: string; asn: number; maxLength: number }[];
  /** Carriers by AS number, and what their lines carry: both families unless said otherwise (BGP-02). */
  uplinks?: { carrier: string; asn: number; ipv4?: boolean; ipv6?: boolean }[];
  /** Names of images and flavors that servers may use (IMG-01). */
  approvedImages?: string[];
  approvedFlavors?: string[];
  /** Volume types that are encrypted, and those whose storage is this level's alone (BLK-01). */
  encryptedVolumeTypes?: string[];
  dedicatedVolumeTypes?: string[];
  /** What the cloud has beside identity, compute, images and network (IAM-03). */
  cloudServices?: ("block-storage" | "load-balancer")[];
  /** DNS zones that are the province's own (DNS-03), and the reverse zones of its delegations (DNS-04). */
  dnsZones?: string[];
  reverseZones?: string[];
  /** What an IPv6-only tenant needs around it (V6O-02). */
  nat64?: { prefix: string; dns64Servers: string[]; pref64: boolean; logRetentionMonths: number };
  /** Where the tenant stands in the transition, where it stood before, and what speaks for the step (LIF-01). */
  lifecycle?: Lifecycle;
  /** Exceptions that somebody approved, each with an end (LIF-02). */
  waivers?: Waiver[];
}

/** Stages of a system's transition, in order; `production` needs `verified` (LIF-01, R1-14, R2-27). */
export const LIFECYCLE_STAGES = [
  "survey",
  "design",
  "pilot",
  "dual-stack",
  "verified",
  "production",
  "cutover",
  "v6-only",
  "retired",
] as const;

export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];

/** The four tests of a system before it is taken over (R2-24). */
export const ACCEPTANCE_TESTS = ["functional", "feature", "performance", "security"] as const;

export interface Lifecycle {
  stage: LifecycleStage;
  /** Stage of the last committed state; absent for a new tenant. */
  previous?: LifecycleStage;
  /** Results of the acceptance tests. */
  tests?: Partial<Record<(typeof ACCEPTANCE_TESTS)[number], "pass" | "fail">>;
  /** Whether a fallback is written down (R1-12), and whether risks are (R2-18). */
  fallback?: boolean;
  risks?: boolean;
}

/** One approved exception: this policy does not hold for these resources until that day. */
export interface Waiver {
  policy: string;
  /** Stack that it holds for; absent means every stack. */
  stack?: string;
  /** Name of the resource, or its URN; `*` stands for any run of characters. */
  resource: string;
  reason: string;
  approvedBy: string;
  /** Last day on which it holds, ISO date. */
  expires: string;
  /** Number of the document that approved it. */
  document?: string;
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

/** A finding that an approved exception lets pass: shown, never failing. */
export interface WaivedFinding extends Finding {
  waiver: Waiver;
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
  /** What goes wrong without it, in one or two sentences that anyone understands. */
  why: string;
  fix: string;
  /** In phase 1 a family-related mandatory policy only advises (R1-11). */
  familyRelated?: boolean;
}

/** One step of a planned update, as `pulumi preview --json` lists it (its `newState` and `oldState` in short). */
export interface PlannedStep {
  urn: string;
  /** Pulumi's name of the operation: `create`, `update`, `delete`, `replace`, `create-replacement`, `delete-replaced`. */
  op: string;
  /** Inputs before the step, or after it for a create; absent where nobody knows them. */
  inputs?: Record<string, unknown>;
}

/** What a policy may look at beside resources. Pulumi's analyzer is told of neither, so only `judge` asks for it. */
interface FurtherChecks {
  /** What an update does, where that is known. */
  checkSteps?(steps: readonly PlannedStep[], context: PolicyContext): Violation[];
  /** Exceptions that let nothing of the stack pass; `used` are those that do. No exception holds for what this finds. */
  checkUnusedWaivers?(
    resources: readonly JudgedResource[],
    used: ReadonlySet<Waiver>,
    context: PolicyContext,
  ): Violation[];
}

/** A policy that looks at one resource at a time, before it is made. */
export interface ResourcePolicy extends PolicyMetadata, FurtherChecks {
  kind: "resource";
  check(resource: JudgedResource, context: PolicyContext): Violation[];
  /** The rest of the rule, for which a resource's links must be known; finds nothing that `check` finds. */
  checkStack?(resources: readonly JudgedResource[], context: PolicyContext): Violation[];
  /** Rewritten inputs, or undefined when nothing is to be repaired (level `remediate`). */
  remediate?(resource: JudgedResource, context: PolicyContext): Record<string, unknown> | undefined;
}

/** A policy that looks at the whole stack. */
export interface StackPolicy extends PolicyMetadata, FurtherChecks {
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
