import type { PolicyContext, Waiver } from "./context.ts";
import type { Text } from "./messages/text.ts";

export type { Lifecycle, LifecycleStage, PolicyContext, Waiver } from "./context.ts";

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
  /** Terraform's own name of it, by which its users know it: `module.agency["a"].openstack_networking_network_v2.dmz`. */
  address?: string;
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

export type Level = "mandatory" | "advisory" | "remediate";

/** What of a stack's own description a finding is about, where it is about no single resource: a path in `PolicyContext`. */
export type Aspect = readonly (string | number)[];

/** One verdict; reporters are pure functions of a list of these. */
export interface Finding {
  /** Policy id, such as `NET-01`. */
  policy: string;
  level: Level;
  /** URN. */
  resource: string;
  /** Names the resource, the rule, the value found, the value wanted and how to fix it. */
  message: Text;
  about?: Aspect;
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
  title: Text;
  level: Level;
  /** When the level is milder than `level`, in words; for the reference page. */
  levelNote?: Text;
  /** Requirement ids and texts that the policy serves (R1-07). */
  serves: string[];
  /** RFC and section, law, manual. */
  source: string[];
  /** What goes wrong without it, in one or two sentences that anyone understands. */
  why: Text;
  fix: Text;
  /** In phase 1 a family-related mandatory policy only advises (R1-11). */
  familyRelated?: boolean;
}

/** One step of a planned update, as `pulumi preview --json` lists it (its `newState` and `oldState` in short). */
export interface PlannedStep {
  urn: string;
  /** Terraform's own name of the resource. */
  address?: string;
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
  message: Text;
  level?: Level;
  about?: Aspect;
}
