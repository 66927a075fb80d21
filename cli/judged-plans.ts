import { planStacks } from "../infra/planned-stacks.ts";
import { policyContextOf } from "../infra/policy-context.ts";
import { openRepository, RepositoryError } from "../infra/repository.ts";
import { PLATFORM_STACK, PROJECT } from "../infra/stack-names.ts";
import { judgePlan, type JudgedPlan } from "../plan/judged-plan.ts";
import { exitCode, UserError } from "./exit-codes.ts";

/** Faults of stacks/ as an error that the user can act on. */
export const asUserError = (error: unknown): unknown =>
  error instanceof RepositoryError
    ? new UserError(
        `${error.message}\n\n${error.problems.length} fault(s) in stacks/; nothing was changed.`,
        exitCode.badInput,
      )
    : error;

/** Plans and judges stacks of this repository; all of them when none is named. Throws `UserError` on bad input. */
export const judgedPlans = async (names: readonly string[], lang: "en" | "vi" = "en"): Promise<JudgedPlan[]> => {
  try {
    const repository = openRepository(undefined, lang);
    const known = [PLATFORM_STACK, ...Object.keys(repository.tenants)];
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new UserError(`No stack ${unknown.join(", ")}. Stacks of this repository: ${known.join(", ")}.`);
    }
    const plans = await planStacks(names.length === 0 ? known : names);
    return plans.map((plan) => judgePlan(plan, policyContextOf(PROJECT, plan.stack)));
  } catch (error) {
    throw asUserError(error);
  }
};
