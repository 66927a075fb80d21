import { judgePlan } from "../plan/judged-plan.ts";
import { planStacks } from "./planned-stacks.ts";
import { policyContextOf } from "./policy-context.ts";
import { openRepository, type Repository } from "./repository.ts";
import { PLATFORM_STACK, PROJECT } from "./stack-names.ts";
import { planVerdict, type StackVerdict } from "./stack-verdict.ts";

export interface CheckOptions {
  /** Called after every stack that is done. */
  onProgress?: (done: number, total: number) => void;
}

/** Plans and judges stacks, and returns their verdicts in the order given. */
export const checkStacks = async (names: readonly string[], options: CheckOptions = {}): Promise<StackVerdict[]> => {
  const repository = openRepository();
  const verdicts: StackVerdict[] = [];
  for (const name of names) {
    for (const plan of await planStacks([name])) {
      const verdict = planVerdict(judgePlan(plan, policyContextOf(PROJECT, name)));
      verdicts.push({ ...verdict, source: sourceOf(repository, name) });
      options.onProgress?.(verdicts.length, names.length);
    }
  }
  return verdicts;
};

/** Where a reader changes a stack. */
const sourceOf = ({ tenants }: Repository, stack: string): StackVerdict["source"] => ({
  file: stack === PLATFORM_STACK ? "stacks/province.yaml" : (tenants[stack]?.source ?? "stacks/province.yaml"),
  line: 1,
});
