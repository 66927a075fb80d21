import { checkStacks, type CheckOptions } from "../infra/check/check-stacks.ts";
import type { StackVerdict } from "../infra/check/stack-verdict.ts";
import { stacksWithResources as planned, type StackWithResources } from "../infra/check/stacks-with-resources.ts";
import { policyContextOf } from "../infra/policy-context.ts";
import type { JudgedStack } from "../infra/preview/judged-stack.ts";
import { openRepository, type Repository, RepositoryError } from "../infra/repository/repository.ts";
import { PLATFORM_STACK, PROJECT } from "../infra/stack-names.ts";
import { nearest } from "../model/messages/nearest.ts";
import type { EndedUnit } from "../model/province.ts";
import { exitCode, UserError } from "./terminal/exit-codes.ts";
import { stackProgress } from "./terminal/stack-progress.ts";

/** Faults of stacks/ as an error that the user can act on. */
export function asUserError(error: unknown): unknown {
  return error instanceof RepositoryError ? new UserError(error.message, exitCode.badInput, { cause: error }) : error;
}

/** This checkout's repository. Throws `UserError` with every fault of stacks/. */
export function openedRepository(lang: "en" | "vi"): Repository {
  try {
    return openRepository(undefined, { lang });
  } catch (error) {
    throw asUserError(error);
  }
}

/** The stacks that a user named; all of them when none is named. Throws `UserError` on a name that is no stack. */
function stackNames(names: readonly string[], lang: "en" | "vi"): readonly string[] {
  const { province, tenants } = openRepository(undefined, { lang });
  const known = [PLATFORM_STACK, ...Object.keys(tenants)];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UserError(unknown.map((name) => noStack(name, known, province.ended[name])).join("\n"));
  }
  return names.length === 0 ? known : [...new Set(names)];
}

function noStack(name: string, known: readonly string[], ended: EndedUnit | undefined): string {
  if (ended) {
    const successor = ended.successor === undefined ? "" : ` Its successor is ${ended.successor}.`;
    return `No stack ${name}: ${ended.name} ended on ${ended.validTo}.${successor}`;
  }
  const near = nearest(name, known);
  const meant = near === undefined ? "" : ` Did you mean ${near}?`;
  return `No stack ${name}.${meant} There are ${known.length}: ${PLATFORM_STACK} and the codes of \`province units\`.`;
}

/** Plans and judges stacks of this repository; all of them when none is named. Throws `UserError` on bad input. */
export async function judgedStacks(names: readonly string[], lang: "en" | "vi" = "en"): Promise<JudgedStack[]> {
  try {
    const wanted = stackNames(names, lang);
    const { previewStacks } = await import("../infra/preview-stacks.ts");
    const { judgePreview } = await import("../infra/preview/judged-stack.ts");
    const plans = await previewStacks(wanted);
    return plans.map((plan) => judgePreview(plan, policyContextOf(PROJECT, plan.stack)));
  } catch (error) {
    throw asUserError(error);
  }
}

/** The verdicts alone, for many stacks at once; all of them when none is named. Throws `UserError` on bad input. */
export async function stackVerdicts(
  names: readonly string[],
  { lang = "en", ...options }: CheckOptions & { lang?: "en" | "vi" } = {},
): Promise<StackVerdict[]> {
  try {
    return await checkStacks(stackNames(names, lang), { onProgress: stackProgress(), ...options });
  } catch (error) {
    throw asUserError(error);
  }
}

/** Stacks with what they would make, one after another; all of them when none is named. Throws `UserError` on bad input. */
export async function* stacksWithResources(
  names: readonly string[],
  { lang = "en", ...options }: Omit<CheckOptions, "cache"> & { lang?: "en" | "vi" } = {},
): AsyncGenerator<StackWithResources> {
  try {
    yield* planned(stackNames(names, lang), { onProgress: stackProgress(), ...options });
  } catch (error) {
    throw asUserError(error);
  }
}
