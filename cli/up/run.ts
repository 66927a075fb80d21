import type { Engine } from "../../engine/engine.ts";
import { planVerdict } from "../../infra/check/stack-verdict.ts";
import type { ProjectOutputs } from "../../infra/project/project-outputs.ts";
import { openRepository } from "../../infra/repository/repository.ts";
import { PLATFORM_STACK, projectStack, stackKind } from "../../infra/stack-names.ts";
import type { CloudInfo } from "../../local-cloud/types.ts";
import { compare } from "../../model/order.ts";
import { languageOf } from "../../model/text.ts";
import type { VerifyReport } from "../../verify/verify-stacks.ts";
import { operatorLogin } from "../cloud/login.ts";
import { engineEnvironments } from "../cloud/session.ts";
import { chooseTarget, namedTarget, type Target } from "../cloud/target.ts";
import { enrolledAgencies } from "../enrolled.ts";
import { judgedStacks } from "../judged-stacks.ts";
import { countFindings, findingLines, verdict } from "../report/findings.ts";
import { planTable } from "../report/plan-table.ts";
import { planTree } from "../report/plan-tree.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { say } from "../terminal/language.ts";
import { type Part, runParts, type Timings } from "../terminal/progress.ts";
import { type BuildOptions, buildStacks, type BuildWork } from "./build-stacks.ts";
import { edgeRoutes } from "./edge-routes.ts";
import { interruptible } from "./interrupt.ts";
import { putBack } from "./put-back.ts";
import { abandonedHint } from "./standing-stacks.ts";
import { type FailedPart, refusedAgencies, type ServerLine, summaryText } from "./summary.ts";

/** What the parts of a run share. */
interface UpWork extends BuildWork {
  target: Target;
}

/** Outputs by stack. */
type Outputs = Record<string, Record<string, unknown>>;

export interface UpOptions extends BuildOptions {
  prove: boolean;
  /** Puts back through the API what was changed by hand, before all else. */
  repair?: boolean;
}

/**
 * `province up`: plan and judge, set up what is missing, build the stacks, prove them, tell. Each step takes up where an
 * interrupted run left off. Throws `UserError` with the exit code that fits.
 */
export async function runUp(named: readonly string[], options: UpOptions): Promise<void> {
  const timings: Timings = {};
  // A cloud that is there already is asked while the plan is made, and before the engine is set up, which may take minutes.
  const early = namedTarget()?.kind === "named" ? operatorLogin(process.env, openRepository()) : undefined;
  early?.catch(() => {});
  const { repository, planned, refused } = await showPlan(named, options, timings);
  const agencies = named.filter((code) => !refused.some(({ what }) => what === code));
  const target = await chooseTarget();
  await early;
  const { engine, cloud } = await setUp(target, timings);
  const environments = await engineEnvironments(engine, target, cloud);
  const login = early ?? operatorLogin(environments.platform, repository);
  login.catch(() => {});

  const work: UpWork = { repository, planned, target, engine, environments, login, agencies, timings };
  if (options.repair) await putBack(work);
  const { runs, failures: failed } = await interruptible((signal) => buildStacks(work, signal, options));
  const failures = [...refused, ...failed];
  const built: Outputs = Object.fromEntries(runs.map((run) => [run.stack, run.outputs]));
  const outputs = await standingOutputs(work, built);
  if (cloud !== undefined) {
    const { setInternetRoutes } = await import("../../local-cloud/cloud.ts");
    await setInternetRoutes(cloud.name, edgeRoutes(repository, projectOutputs(outputs)));
  }
  const done = agencies.filter((agency) => agency in built);
  const report = options.prove && done.length > 0 ? await prove({ ...work, agencies: done }, outputs) : undefined;

  console.log(
    summaryText({
      cloud:
        target.kind === "local"
          ? say({ en: `the local cloud '${target.name}'`, vi: `đám mây cục bộ “${target.name}”` })
          : target.label,
      stacks: runs,
      failures,
      servers: done.flatMap((agency) => serverLines(agency, built[agency] ?? {})),
      proof: (report?.summary ?? []).map(say),
      timings,
      next: [...abandonedHint(Object.keys(outputs), enrolledAgencies(repository)), ...nextSteps(agencies, target)],
      stop:
        target.kind === "local"
          ? [
              `npx province cloud down        (${say({ en: "the cloud and all in it", vi: "đám mây và mọi thứ trong đó" })})`,
            ]
          : ["npx province destroy --all"],
    }),
  );
  if (failures.length > 0 || (report !== undefined && !report.passed)) process.exitCode = exitCode.failed;
}

const seconds = (start: number): number => (performance.now() - start) / 1000;

/**
 * The plan of the platform and of the first agency with its project as trees, all as a table, and the agencies whose plan
 * violates a mandatory policy: nothing of these is built.
 * @throws UserError where the platform's does, or every agency's
 */
async function showPlan(
  agencies: readonly string[],
  { projects }: BuildOptions,
  timings: Timings,
): Promise<Pick<BuildWork, "repository" | "planned"> & { refused: FailedPart[] }> {
  const start = performance.now();
  const stacksOf = (codes: readonly string[]) => [...codes.map(projectStack), ...(projects ? [] : codes)];
  const plans = await judgedStacks([PLATFORM_STACK, ...stacksOf(agencies)]);
  const shown = [PLATFORM_STACK, ...stacksOf(agencies.slice(0, 1))];
  for (const plan of plans.filter(({ stack }) => shown.includes(stack))) console.log(`${planTree(plan)}\n`);
  console.log(planTable(plans.map(planVerdict)));
  const findings = plans.flatMap((plan) => plan.findings);
  for (const line of findingLines(findings, languageOf())) console.log(line);
  console.log(`${verdict(findings)}\n`);
  timings[say({ en: "plan and policies", vi: "kế hoạch và chính sách" })] = seconds(start);
  const violating = plans.filter((plan) => countFindings(plan.findings).mandatory > 0).map(({ stack }) => stack);
  const refused = refusedAgencies(agencies, violating);
  if (violating.includes(PLATFORM_STACK) || (refused.length > 0 && refused.length === agencies.length)) {
    throw new UserError(
      {
        en: "Nothing was built: the plan violates mandatory policies.",
        vi: "Chưa xây dựng gì: kế hoạch vi phạm chính sách bắt buộc.",
      },
      exitCode.failed,
    );
  }
  return {
    repository: openRepository(),
    refused,
    planned: new Map(plans.map(({ stack, resources }) => [stack, resources])),
  };
}

/** The engine and, where the run works on a local cloud, that cloud: side by side, each only when it is missing. */
async function setUp(target: Target, timings: Timings): Promise<{ engine: Engine; cloud?: CloudInfo }> {
  const { ensureEngine } = await import("../../engine/engine.ts");
  const enginePart: Part<Engine> = {
    title: say({ en: "engine: Pulumi and its providers", vi: "bộ máy: Pulumi và các provider" }),
    run: (progress) => ensureEngine({ progress }),
  };
  if (target.kind === "named") {
    const [engine] = await runParts([enginePart], timings);
    return { engine };
  }
  const { startCloud } = await import("../../local-cloud/cloud.ts");
  const cloudPart: Part<CloudInfo> = {
    title: say({
      en: `cloud: OpenStack '${target.name}' on this machine`,
      vi: `đám mây: OpenStack “${target.name}” trên máy này`,
    }),
    run: (progress) => startCloud({ name: target.name, progress }),
  };
  const [engine, cloud] = await runParts([enginePart, cloudPart], timings, { concurrent: true, untilFirst: true });
  return { engine, cloud };
}

async function prove(work: UpWork, outputs: Outputs): Promise<VerifyReport> {
  const { repository, target, environments, agencies, timings } = work;
  const { verifyStacks } = await import("../../verify/verify-stacks.ts");
  const proof: Part<VerifyReport> = {
    title: say({ en: "proof by packets", vi: "chứng minh bằng gói tin" }),
    run: async (progress) =>
      verifyStacks({
        repository,
        stacks: agencies,
        outputs,
        cloud: target.kind === "local" ? target.name : undefined,
        environment: environments.platform,
        progress,
      }),
  };
  const [report] = await runParts([proof], timings);
  for (const line of findingLines(report.findings, languageOf())) console.log(line);
  return report;
}

/**
 * Outputs of what this run built, and of every stack that was up before: the edge has routes to all projects, and every
 * agency's servers try to get in.
 */
async function standingOutputs({ repository, engine, environments }: UpWork, built: Outputs): Promise<Outputs> {
  const { standingStacks, stackOutputs } = await import("../../engine/engine.ts");
  const place = { cwd: repository.root, env: environments.platform };
  const others = await standingStacks(engine, place, (name) => !(name in built));
  const before = await stackOutputs(engine, others, place, (damage) => console.error(say(damage)));
  return { ...before, ...built };
}

/** Of these outputs those of projects, by agency. */
const projectOutputs = (outputs: Outputs): Record<string, Pick<ProjectOutputs, "routerAddresses">> =>
  Object.fromEntries(
    Object.entries(outputs).flatMap(([stack, its]) => {
      const which = stackKind(stack);
      return which.kind === "project" && "routerAddresses" in its
        ? [[which.agency, its as unknown as ProjectOutputs] as const]
        : [];
    }),
  );

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
    `npx province verify ${first}             (${say({ en: "prove it again", vi: "chứng minh lại" })})`,
    ...(target.kind === "local"
      ? [
          `npx province cloud shell internet    (${say({ en: "a shell beyond the external network", vi: "shell phía ngoài mạng ngoài" })})`,
        ]
      : []),
    say({
      en: `edit stacks/agencies/${first}.yaml, then npm run up`,
      vi: `sửa stacks/agencies/${first}.yaml, rồi npm run up`,
    }),
    `eval "$(npx province env)" && pulumi stack select ${first} && pulumi preview --policy-pack policies`,
  ];
}
