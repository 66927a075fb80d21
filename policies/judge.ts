import { allPolicies } from "./all.ts";
import { levelOf } from "./level.ts";
import { compare } from "./order.ts";
import type {
  Finding,
  JudgedResource,
  Policy,
  PolicyContext,
  ResourcePolicy,
  WaivedFinding,
  Waiver,
} from "./policy.ts";
import { checkOne, withInlineRules } from "./resources/security-group/inline-rules.ts";
import { externalUrns, standIn } from "./resources/stand-in.ts";
import { noDestructiveV6Change } from "./rules/lifecycle/no-destructive-v6-change.ts";
import { destructiveSteps, type PlannedStep } from "./rules/lifecycle/planned-steps.ts";
import { unusedWaivers, waiverOf } from "./waivers.ts";

export interface JudgeOptions {
  /** Default: all of them. */
  policies?: readonly Policy[];
  /** What an update does, where that is known: the other half of LIF-03. */
  steps?: readonly PlannedStep[];
}

export interface Verdict {
  /** Sorted by policy id, then URN, then message. */
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
    const left = new Set(policy.check(repaired, context).map((violation) => violation.message));
    for (const violation of policy.check(current, context)) {
      if (left.has(violation.message)) continue;
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
  const policies = options.policies ?? allPolicies;
  const perResource = policies.filter((policy) => policy.kind === "resource");
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
  for (const policy of policies) {
    const violations =
      policy.kind === "stack"
        ? policy.check(stack, context)
        : [
            ...repaired.flatMap((resource) => (resource.external ? [] : checkOne(policy, resource, context))),
            ...(policy.checkStack?.(stack, context) ?? []),
          ];
    for (const violation of violations) {
      if (external.has(violation.resource)) continue;
      const level = levelOf(policy, violation, context, bearers?.get(violation.resource));
      findings.push({ policy: policy.id, level, resource: violation.resource, message: violation.message });
    }
  }
  if (options.steps && policies.includes(noDestructiveV6Change)) {
    for (const violation of destructiveSteps(options.steps, context)) {
      const level = levelOf(noDestructiveV6Change, violation, context);
      findings.push({ policy: "LIF-03", level, resource: violation.resource, message: violation.message });
    }
  }
  const verdict = applyWaivers(findings, context);
  if (!options.policies) verdict.findings.push(...unusedFindings(repaired, verdict.waived, context));
  verdict.findings.sort(byContent);
  verdict.waived.sort(byContent);
  return { ...verdict, resources: repaired };
}

function byContent(a: Finding, b: Finding): number {
  return compare(a.policy, b.policy) || compare(a.resource, b.resource) || compare(a.message, b.message);
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

/** An exception that nothing needs any more hides the next fault of its kind: advice, on a resource for the stack. */
function unusedFindings(
  resources: readonly JudgedResource[],
  waived: readonly WaivedFinding[],
  context: PolicyContext,
): Finding[] {
  const bearer = context.waivers && standIn(resources);
  if (!bearer) return [];
  const used = new Set<Waiver>(waived.map(({ waiver }) => waiver));
  return unusedWaivers(bearer.urn, context, used).map((waiver) => ({
    policy: "LIF-02",
    level: "advisory",
    resource: bearer.urn,
    message: `The waiver of ${waiver.policy} for "${waiver.resource}" lets nothing pass; LIF-02 wants exceptions that something needs. Fix: take the waiver out`,
  }));
}
