import { existsSync } from "node:fs";
import { join } from "node:path";
import { AREAS } from "../ids.ts";
import type { Policy } from "../policy.ts";
import type { PolicyExamples } from "./policy-examples.ts";

/** Where a policy's rule lies, its test beside it, and its examples. */
export function filesOf({ id, slug }: Pick<Policy, "id" | "slug">): { rule: string; test: string; examples: string } {
  const area = AREAS[id.split("-")[0] ?? ""]?.folder ?? "";
  const rule = join(import.meta.dirname, "../rules", area, slug);
  return { rule: `${rule}.ts`, test: `${rule}.test.ts`, examples: join(import.meta.dirname, area, `${slug}.ts`) };
}

/** The examples beside a policy's file; undefined when it has none yet. */
export async function examplesOf(policy: Policy): Promise<PolicyExamples | undefined> {
  const file = filesOf(policy).examples;
  if (!existsSync(file)) return undefined;
  // The shape of every file of that name, which tsc holds
  return ((await import(file)) as { examples: PolicyExamples }).examples;
}

/** The examples of all policies given that have some. */
export async function allExamples(
  policies: readonly Policy[],
): Promise<readonly { policy: Policy; examples: PolicyExamples }[]> {
  const found = await Promise.all(policies.map(async (policy) => ({ policy, examples: await examplesOf(policy) })));
  return found.flatMap(({ policy, examples }) => (examples ? [{ policy, examples }] : []));
}
