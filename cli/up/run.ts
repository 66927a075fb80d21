import type { Engine } from "../../engine/engine.ts";
import { planVerdict } from "../../infra/check/stack-verdict.ts";
import type { PlatformOutputs } from "../../infra/platform/platform-outputs.ts";
import type { JudgedStack } from "../../infra/preview/judged-stack.ts";
import { openRepository, type Repository } from "../../infra/repository/repository.ts";
import { PLATFORM_STACK } from "../../infra/stack-names.ts";
import type { CloudInfo } from "../../local-cloud/types.ts";
import { compare } from "../../model/order.ts";
import type { OpenStackSession } from "../../openstack/session.ts";
import type { VerifyReport } from "../../verify/verify-stacks.ts";
import { operatorLogin } from "../cloud/login.ts";
import { engineEnvironments, type Session } from "../cloud/session.ts";
import { chooseTarget, namedTarget, type Target } from "../cloud/target.ts";
import { enrolledAgencies } from "../enrolled.ts";
import { judgedStacks } from "../judged-stacks.ts";
import { countFindings, findingLines, verdict } from "../report/findings.ts";
import { planTable } from "../report/plan-table.ts";
import { planTree } from "../report/plan-tree.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { type Part, runParts, type Timings } from "../terminal/progress.ts";
import { edgeRoutes } from "./edge-routes.ts";
import { interruptible } from "./interrupt.ts";
import { refuseObstacles } from "./obstacles.ts";
import { refuseAbandoned } from "./standing-stacks.ts";
import { type ServerLine, type StackLine, summaryText } from "./summary.ts";

/** What the parts of a run share. */
interface UpWork {
  repository: Repository;
  target: Target;
  engine: Engine;
  environments: Session["environments"];
  /** The operator's, under way. */
  login: Promise<OpenStackSession>;
  /** Of the stacks of this run. */
  plans: readonly JudgedStack[];
  /** Agencies of this run, by code. */
  agencies: readonly string[];
  timings: Timings;
}

/** Outputs by stack. */
type Outputs = Record<string, Record<string, unknown>>;

/**
 * `province up`: plan and judge, set up what is missing, build the stacks, prove them, tell. Each step takes up where an
 * interrupted run left off. Throws `UserError` with the exit code that fits.
 */
export async function runUp(
  agencies: readonly string[],
  options: { prove: boolean; refresh?: boolean },
): Promise<void> {
  const timings: Timings = {};
  // A cloud that is there already is asked while the plan is made, and before the engine is set up, which may take minutes.
  const early = namedTarget()?.kind === "named" ? operatorLogin(process.env, openRepository()) : undefined;
  early?.catch(() => {});
  const { repository, plans } = await showPlan(agencies, timings);
  const target = await chooseTarget();
  await early;
  const { engine, cloud } = await setUp(target, timings);
  const environments = await engineEnvironments(engine, target, cloud);
  const login = early ?? operatorLogin(environments.platform, repository);
  login.catch(() => {});

  const work: UpWork = { repository, target, engine, environments, login, plans, agencies, timings };
  const runs = await interruptible((signal) => buildStacks(work, signal, options));
  const outputs: Outputs = Object.fromEntries(runs.map((run) => [run.stack, run.outputs]));
  if (cloud !== undefined) {
    const { setInternetRoutes } = await import("../../local-cloud/cloud.ts");
    const { tenants } = outputs[PLATFORM_STACK] as unknown as PlatformOutputs;
    await setInternetRoutes(cloud.name, edgeRoutes(repository, tenants));
  }
  const report = options.prove ? await prove(work, outputs) : undefined;

  console.log(
    summaryText({
      cloud: target.kind === "local" ? `the local cloud '${target.name}'` : target.label,
      stacks: runs,
      servers: agencies.flatMap((agency) => serverLines(agency, outputs[agency] ?? {})),
      proof: report?.summary ?? [],
      timings,
      next: nextSteps(agencies, target),
      stop:
        target.kind === "local"
          ? ["npx province cloud down        (the cloud and all in it)"]
          : ["npx province destroy --all"],
    }),
  );
  if (report !== undefined && !report.passed) process.exitCode = exitCode.failed;
}

const seconds = (start: number): number => (performance.now() - start) / 1000;

/** The plan of the platform and of the first agency as trees, all as a table; stops on a mandatory violation. */
async function showPlan(
  agencies: readonly string[],
  timings: Timings,
): Promise<{ repository: Repository; plans: JudgedStack[] }> {
  const start = performance.now();
  const plans = await judgedStacks([PLATFORM_STACK, ...agencies]);
  const [platform, first] = plans;
  for (const plan of [platform, first]) if (plan !== undefined) console.log(`${planTree(plan)}\n`);
  console.log(planTable(plans.map(planVerdict)));
  const findings = plans.flatMap((plan) => plan.findings);
  for (const line of findingLines(findings)) console.log(line);
  console.log(`${verdict(findings)}\n`);
  timings["plan and policies"] = seconds(start);
  if (countFindings(findings).mandatory > 0) {
    throw new UserError("Nothing was built: the plan violates mandatory policies.", exitCode.failed);
  }
  return { repository: openRepository(), plans };
}

/** The engine and, where the run works on a local cloud, that cloud: side by side, each only when it is missing. */
async function setUp(target: Target, timings: Timings): Promise<{ engine: Engine; cloud?: CloudInfo }> {
  const { ensureEngine } = await import("../../engine/engine.ts");
  const enginePart: Part<Engine> = {
    title: "engine: Pulumi and its providers",
    run: (progress) => ensureEngine({ progress }),
  };
  if (target.kind === "named") {
    const [engine] = await runParts([enginePart], timings);
    return { engine };
  }
  const { startCloud } = await import("../../local-cloud/cloud.ts");
  const cloudPart: Part<CloudInfo> = {
    title: `cloud: OpenStack '${target.name}' on this machine`,
    run: (progress) => startCloud({ name: target.name, progress }),
  };
  const [engine, cloud] = await runParts([enginePart, cloudPart], timings, { concurrent: true, untilFirst: true });
  return { engine, cloud };
}

/** The platform first, then the agencies side by side. */
async function buildStacks(
  { repository, engine, environments, login, plans, agencies, timings }: UpWork,
  signal: AbortSignal,
  { refresh }: { refresh?: boolean },
): Promise<(StackLine & { outputs: Record<string, unknown> })[]> {
  const { standingStacks } = await import("../../engine/engine.ts");
  const { upStack } = await import("../../engine/up.ts");
  const standing = await standingStacks(engine, { cwd: repository.root, env: environments.platform });
  refuseAbandoned(standing, enrolledAgencies(repository));
  const backendUrl = environments.platform["PULUMI_BACKEND_URL"] ?? "";
  const operators = plans.filter(({ stack }) => !agencies.includes(stack));
  await refuseObstacles(await login, operators, { backendUrl, standing });
  signal.throwIfAborted();
  const part = (stack: string) => ({
    title: `pulumi up: ${stack}`,
    run: async (onProgress: (message: string) => void) => {
      const env = stack === PLATFORM_STACK ? environments.platform : environments.agency;
      return { stack, ...(await upStack(engine, { stack, cwd: repository.root, env, onProgress, refresh, signal })) };
    },
  });
  const platform = await runParts([part(PLATFORM_STACK)], timings);
  return [...platform, ...(await runParts(agencies.map(part), timings, { concurrent: true }))];
}

async function prove(work: UpWork, built: Outputs): Promise<VerifyReport> {
  const { repository, target, environments, agencies, timings } = work;
  const { verifyStacks } = await import("../../verify/verify-stacks.ts");
  const proof: Part<VerifyReport> = {
    title: "proof by packets",
    run: async (progress) =>
      verifyStacks({
        repository,
        stacks: agencies,
        outputs: await standingOutputs(work, built),
        cloud: target.kind === "local" ? target.name : undefined,
        environment: environments.platform,
        progress,
      }),
  };
  const [report] = await runParts([proof], timings);
  for (const line of findingLines(report.findings)) console.log(line);
  return report;
}

/** Outputs of what this run built, and of every agency that was up before: its servers try to get in, too. */
async function standingOutputs({ repository, engine, environments }: UpWork, built: Outputs): Promise<Outputs> {
  const { stackOutputs } = await import("../../engine/engine.ts");
  const others = Object.keys(repository.tenants).filter((stack) => !(stack in built));
  const before = await stackOutputs(engine, others, { cwd: repository.root, env: environments.agency });
  return { ...before, ...built };
}

/** Servers of an agency's stack outputs as lines of the summary. */
function serverLines(agency: string, outputs: Record<string, unknown>): ServerLine[] {
  const servers = (outputs["servers"] ?? {}) as Record<
    string,
    { zone: string; ipv4?: string; ipv6?: string; floating?: string }
  >;
  return Object.entries(servers)
    .toSorted(([a], [b]) => compare(a, b))
    .map(([server, { zone, ipv4, ipv6, floating }]) => ({ agency, server, zone, ipv4, ipv6, floatingIpv4: floating }));
}

function nextSteps(agencies: readonly string[], target: Target): string[] {
  const first = agencies[0] ?? "stttt";
  return [
    `npx province verify ${first}             (prove it again)`,
    ...(target.kind === "local" ? ["npx province cloud shell internet    (a shell beyond the external network)"] : []),
    `edit stacks/agencies/${first}.yaml, then npm run up`,
    `eval "$(npx province env)" && pulumi stack select ${first} && pulumi preview --policy-pack policies`,
  ];
}
