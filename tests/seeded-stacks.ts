import { allPolicies } from "../policies/all.ts";
import { preview, urnOf, withReferences, ref, type Draft } from "../policies/examples/drafts.ts";
import { allExamples } from "../policies/examples/examples-of.ts";
import { judge } from "../policies/judge.ts";
import type { Finding, PolicyContext } from "../policies/policy.ts";
import { PROVIDER_BLOCK } from "../policies/resources/types.ts";

/** A stack with one seeded fault for each of some policies, and what is known of it. */
export interface SeededStack {
  policies: string[];
  context: PolicyContext;
  drafts: Draft[];
}

/**
 * As few stacks as will do, with one seeded fault for every policy in all. Each is the sum of the policies' failing
 * examples; two share a stack when their contexts say nothing contrary and the sum breaks nothing else. A policy of
 * Terraform's provider block has none: to Pulumi that is no resource.
 */
export async function seededStacks(): Promise<SeededStack[]> {
  const stacks: SeededStack[] = [];
  for (const { policy, examples } of await allExamples(allPolicies)) {
    if (examples.fails.some(({ type }) => type === PROVIDER_BLOCK)) continue;
    const context = examples.failsContext ?? examples.context ?? {};
    const seed: SeededStack = {
      policies: [policy.id],
      context,
      drafts: renamed(examples.fails, policy.id.toLowerCase()),
    };
    if (!isExact(seed)) throw new Error(`the failing example of ${policy.id} breaks something else, or nothing`);
    const at = stacks.findIndex((stack) => joined(stack, seed) !== undefined);
    const sum = at < 0 ? undefined : joined(stacks[at]!, seed);
    if (sum) stacks[at] = sum;
    else stacks.push(seed);
  }
  return stacks;
}

/** What the offline check says of a seeded stack in its first preview. */
export function offlineFindings({ drafts, context }: SeededStack): Finding[] {
  return judge(preview(drafts), context).findings;
}

/** The drafts under names of their own, so that those of many policies can stand in one stack. */
function renamed(drafts: readonly Draft[], prefix: string): Draft[] {
  const name = (old: string) => `${prefix}-${old}`;
  return drafts.map((draft) => ({
    ...draft,
    name: name(draft.name),
    // A record stays one
    inputs: withReferences(draft.inputs, (old) => ref(name(old))) as Draft["inputs"],
  }));
}

function joined(a: SeededStack, b: SeededStack): SeededStack | undefined {
  const given = new Map<string, unknown>(Object.entries(a.context));
  const contrary = Object.entries(b.context).some(
    ([key, value]) => given.has(key) && JSON.stringify(given.get(key)) !== JSON.stringify(value),
  );
  if (contrary) return undefined;
  const sum: SeededStack = {
    policies: [...a.policies, ...b.policies],
    context: { ...a.context, ...b.context },
    drafts: [...a.drafts, ...b.drafts],
  };
  return isExact(sum) ? sum : undefined;
}

/** True when every seeded policy, and no other, finds fault; advice about other things does no harm. */
function isExact(stack: SeededStack): boolean {
  const findings = offlineFindings(stack);
  const found = new Set(findings.map(({ policy }) => policy));
  const seeds = new Map(
    stack.policies.map((id) => [
      id,
      stack.drafts
        .filter(({ name }) => name.startsWith(`${id.toLowerCase()}-`))
        .map(({ name, type }) => urnOf(name, type)),
    ]),
  );
  return (
    stack.policies.every((id) => found.has(id)) &&
    findings.every(({ policy, level, resource }) =>
      seeds.has(policy) ? seeds.get(policy)!.includes(resource) || isOfStack(policy) : level === "advisory",
    )
  );
}

/** Policies whose findings on the stack as a whole stand on whichever resource comes first. */
function isOfStack(policy: string): boolean {
  return policy === "LIF-01" || policy === "LIF-02";
}
