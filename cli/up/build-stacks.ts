import type { Engine } from "../../engine/engine.ts";
import { codeFingerprint } from "../../infra/check/verdict-key.ts";
import type { PlannedResource } from "../../infra/preview/planned-resource.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import { PLATFORM_STACK, projectStack, stackKind } from "../../infra/stack-names.ts";
import type { Progress } from "../../model/text.ts";
import type { OpenStackSession } from "../../openstack/session.ts";
import type { Session } from "../cloud/session.ts";
import { type Part, settleParts, type Timings } from "../terminal/progress.ts";
import { askBefore, terminalQuestion } from "./ask-before.ts";
import { refuseObstacles } from "./obstacles.ts";
import { withRefusedLogin } from "./refused-login.ts";
import { stackKey } from "./stack-key.ts";
import { type FailedPart, failuresOf, type StackLine } from "./summary.ts";
import { takeOver } from "./take-over.ts";

/** What a run builds, and with what. */
export interface BuildWork {
  repository: Repository;
  /** What each stack's program would register, by stack. */
  planned: ReadonlyMap<string, readonly PlannedResource[]>;
  engine: Engine;
  environments: Session["environments"];
  /** The operator's, under way. */
  login: Promise<OpenStackSession>;
  /** Agencies of this run, by code. */
  agencies: readonly string[];
  timings: Timings;
}

export interface BuildOptions {
  refresh?: boolean;
  /** How many agencies are built at once. */
  parallel: number;
  /** Only what the operator makes: the platform, and each agency's project. */
  projects?: boolean;
  /** Nobody is asked before something that holds data or addresses is replaced or deleted. */
  yes?: boolean;
}

/** What became of a run's stacks. */
export interface BuiltStacks {
  runs: (StackLine & { outputs: Record<string, unknown> })[];
  failures: FailedPart[];
}

/** The environment of the engine for a stack: the agency's own alone works without the operator's credentials. */
export function environmentOf(environments: Session["environments"], stack: string): Record<string, string> {
  return stackKind(stack).kind === "agency" ? environments.agency : environments.platform;
}

/**
 * The platform first, then for each agency its project and what is in it, several agencies at once. A failure stops only
 * what stands on it: the platform's all agencies, unless it stood before. What would end something that holds data or
 * addresses is asked about first, stack by stack.
 *
 * @throws the signal's reason when the run is interrupted; what began has ended in order by then
 */
export async function buildStacks(
  { repository, planned, engine, environments, login, agencies, timings }: BuildWork,
  signal: AbortSignal,
  { refresh, parallel, projects = false, yes = false }: BuildOptions,
): Promise<BuiltStacks> {
  const { secretOutputs, standingStacks } = await import("../../engine/engine.ts");
  const { upStack } = await import("../../engine/up.ts");
  const cwd = repository.root;
  const place = { cwd, env: environments.platform };
  const operators = [PLATFORM_STACK, ...agencies.map(projectStack)];
  const standing = await standingStacks(engine, place, (name) => operators.includes(name));
  const backendUrl = place.env["PULUMI_BACKEND_URL"] ?? "";
  const plans = operators.map((stack) => ({ stack, resources: planned.get(stack) ?? [] }));
  await refuseObstacles(await login, plans, { backendUrl, standing });
  signal.throwIfAborted();

  const fingerprint = codeFingerprint();
  const up = async (stack: string, onProgress: Progress) => {
    signal.throwIfAborted();
    const env = environmentOf(environments, stack);
    const key = stackKey(fingerprint, repository, stack, env);
    const options = { stack, cwd, env, planned: planned.get(stack), onProgress, refresh, signal, key };
    try {
      return { stack, ...(await upStack(engine, { ...options, refuseLosses: !yes && !agreed.has(stack) })) };
    } catch (error) {
      if (stackKind(stack).kind !== "agency") throw error;
      throw await withRefusedLogin(error, stack, (name) => secretOutputs(engine, name, place), env);
    }
  };
  const agreed = new Set<string>();
  const settle = <T>(some: readonly Part<T>[], atOnce: number) =>
    askBefore(some, agreed, (each) => settleParts(each, timings, atOnce), terminalQuestion(signal));
  const title = (stack: string): string => `pulumi up: ${stack}`;
  const platform = {
    title: title(PLATFORM_STACK),
    run: async (report: Progress) => {
      await takeOver(engine, { cwd, env: environments.platform, signal }, report);
      return [await up(PLATFORM_STACK, report)];
    },
  };
  const parts = agencies.map((code) => ({
    title: title(code),
    run: async (report: Progress) => [
      await up(projectStack(code), ({ en, vi }) => report({ en: `project: ${en}`, vi: `dự án: ${vi}` })),
      ...(projects ? [] : [await up(code, report)]),
    ],
  }));
  const [first] = await settle([platform], 1);
  signal.throwIfAborted();
  if (first?.status === "rejected" && !standing.includes(PLATFORM_STACK)) throw first.reason;
  const settled = [...(first ? [first] : []), ...(await settle(parts, parallel))];
  signal.throwIfAborted();
  return {
    runs: settled.flatMap((each) => (each.status === "fulfilled" ? each.value : [])),
    failures: failuresOf([PLATFORM_STACK, ...agencies], settled),
  };
}
