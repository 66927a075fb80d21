import { allPolicies } from "./all.ts";
import { configuredLevel, levelOf } from "./level.ts";
import { compare } from "./order.ts";
import type {
  Finding,
  JudgedResource,
  Level,
  PlannedStep,
  Policy,
  PolicyContext,
  ResourcePolicy,
  Violation,
  WaivedFinding,
} from "./policy.ts";
import { checkOne, withInlineRules } from "./resources/security-group/inline-rules.ts";
import { externalUrns } from "./resources/stand-in.ts";
import { waiverOf } from "./waivers.ts";

export interface JudgeOptions {
  /** Default: all of them. */
  policies?: readonly Policy[];
  /** What an update does, where that is known. */
  steps?: readonly PlannedStep[];
  /** Levels that a user's config gives, by policy id; a policy that it switches off is not asked. */
  levels?: ReadonlyMap<string, Level | "disabled">;
}

export interface Verdict {
  /** Sorted by policy id, then URN, then message in English. */
  findings: Finding[];
  /** What approved exceptions let pass, sorted likewise. */
  waived: WaivedFinding[];
  /** The resources as remediation left them, in the order given. */
  resources: JudgedResource[];
}

/** Repairs one resource, as Pulumi does before anything is judged. */
function remediate(
  resource: JudgedResource,
  policies: readonly ResourcePolicy[],
  context: PolicyContext,
): { resource: JudgedResource; findings: Finding[] } {
  const findings: Finding[] = [];
  let current = resource;
  for (const policy of policies) {
    const inputs = policy.remediate?.(current, context);
    if (!inputs || waiverOf(policy.id, current.urn, context)) continue;
    const repaired = { ...current, inputs };
    const left = new Set(policy.check(repaired, context).map((violation) => violation.message.en));
    for (const violation of policy.check(current, context)) {
      if (left.has(violation.message.en)) continue;
      findings.push({
        policy: policy.id,
        level: "remediate",
        resource: violation.resource,
        message: violation.message,
      });
    }
    current = repaired;
  }
  return { resource: current, findings };
}

/**
 * Judges a stack with Node alone, in the order of Pulumi: first repairs, then policies that see one
 * resource, then policies that see the whole stack. A repaired violation is a finding of level
 * `remediate`; only `mandatory` findings make a check fail.
 *
 * @returns the findings in an order that depends on nothing but their content, and the repaired resources.
 */
export function judge(
  resources: readonly JudgedResource[],
  context: PolicyContext,
  options: JudgeOptions = {},
): Verdict {
  const given = (policy: Policy) => options.levels?.get(policy.id);
  const policies = (options.policies ?? allPolicies).filter((policy) => given(policy) !== "disabled");
  const perResource = policies
    .filter((policy) => policy.kind === "resource")
    .filter((policy) => (given(policy) ?? "remediate") === "remediate");
  const findings: Finding[] = [];
  const repaired = resources.map((resource) => {
    if (resource.external) return resource;
    const result = remediate(resource, perResource, context);
    findings.push(...result.findings);
    return result.resource;
  });
  const stack = withInlineRules(repaired);
  const external = externalUrns(repaired);
  const bearers = context.systemPhases && new Map(repaired.map((resource) => [resource.urn, resource]));
  const findingOf = (policy: Policy, violation: Violation): Finding => {
    const { resource, message } = violation;
    const configured = given(policy);
    const level = levelOf(policy, violation, context, bearers?.get(resource));
    return {
      policy: policy.id,
      level: configuredLevel(level, policy, configured === "disabled" ? undefined : configured),
      resource,
      message,
      ...(violation.about ? { about: violation.about } : {}),
    };
  };
  for (const policy of policies) {
    const violations =
      policy.kind === "stack"
        ? policy.check(stack, context)
        : [
            ...repaired.flatMap((resource) => (resource.external ? [] : checkOne(policy, resource, context))),
            ...(policy.checkStack?.(stack, context) ?? []),
          ];
    const own = violations.filter(({ resource }) => !external.has(resource));
    const ofSteps = (options.steps && policy.checkSteps?.(options.steps, context)) ?? [];
    findings.push(...[...own, ...ofSteps].map((violation) => findingOf(policy, violation)));
  }
  const verdict = applyWaivers(findings, context);
  // Some of the policies alone can't tell that a waiver is of no use.
  if (!options.policies) {
    const used = new Set(verdict.waived.map(({ waiver }) => waiver));
    for (const policy of policies) {
      const unused = policy.checkUnusedWaivers?.(repaired, used, context) ?? [];
      verdict.findings.push(...unused.map((violation) => findingOf(policy, violation)));
    }
  }
  verdict.findings.sort(byContent);
  verdict.waived.sort(byContent);
  return { ...verdict, resources: repaired };
}

function byContent(a: Finding, b: Finding): number {
  return compare(a.policy, b.policy) || compare(a.resource, b.resource) || compare(a.message.en, b.message.en);
}

function applyWaivers(
  all: readonly Finding[],
  context: PolicyContext,
): { findings: Finding[]; waived: WaivedFinding[] } {
  const findings: Finding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of all) {
    const waiver = waiverOf(finding.policy, finding.resource, context);
    if (waiver) waived.push({ ...finding, waiver });
    else findings.push(finding);
  }
  return { findings, waived };
}
