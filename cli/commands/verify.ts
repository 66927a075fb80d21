import type { Command } from "commander";
import type { VerifyReport } from "../../verify/verify-stacks.ts";
import type { Session } from "../cloud/session.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

/** `province verify`: the proof that tenants are what their YAML says. */
export function register(program: Command): void {
  program
    .command("verify")
    .description(
      "prove by packets in both families, from outside and inside, that tenants are what their YAML says;" +
        " exit code 1 on any difference, 3 when nothing can be tried",
    )
    .argument("[agency...]", "agency codes; every agency that is up when none is named")
    .addOption(asOfOption())
    .option("--json", "the report as one JSON document")
    .option(
      "--patience <seconds>",
      "how long to wait for cloud-init in the servers; default 120, 900 where they are virtual machines",
    )
    .action(async (agencies: string[], options: { json?: boolean; patience?: string }) => {
      const report = await verify(agencies, options);
      const { reportJson, reportText } = await import("../../verify/report.ts");
      process.stdout.write(options.json ? reportJson(report) : `${reportText(report)}\n`);
      if (report.findings.length > 0) process.exitCode = exitCode.failed;
      else if (!report.passed) process.exitCode = exitCode.impossible;
    });
}

async function verify(agencies: readonly string[], options: { patience?: string }): Promise<VerifyReport> {
  const patience = options.patience === undefined ? undefined : Number(options.patience);
  if (patience !== undefined && !(patience >= 0))
    throw new UserError(`--patience ${options.patience} is no number of seconds.`);
  const { openRepository } = await import("../../infra/repository/repository.ts");
  const { secretOutputs, stackOutputs } = await import("../../engine/engine.ts");
  const { deployerLoginDifferences } = await import("../../verify/configuration/deployer-login.ts");
  const { verifyStacks } = await import("../../verify/verify-stacks.ts");
  const { agenciesToBuild, enrolledAgencies } = await import("../enrolled.ts");
  const { openSession } = await import("../cloud/session.ts");

  const repository = openRepository();
  agenciesToBuild(repository, agencies);
  const known = enrolledAgencies(repository);

  const session = await openSession();
  const { engine, environments } = session;
  const place = { cwd: repository.root, env: environments.agency };
  const outputs = await stackOutputs(engine, known, place, console.error);
  const up = known.filter((agency) => outputs[agency]?.["servers"] !== undefined);
  const stacks = agencies.length > 0 ? agencies : up;
  if (stacks.length === 0) {
    throw new UserError(
      "No agency is up yet, so there is nothing to prove. Build one: npm run up",
      exitCode.impossible,
    );
  }
  return verifyStacks({
    repository,
    stacks,
    outputs,
    cloud: await localCloudOf(session),
    environment: environments.platform,
    deployerLogins: (codes) =>
      deployerLoginDifferences(codes, (stack) => secretOutputs(engine, stack, place), place.env),
    progress: (message) => process.stderr.isTTY && process.stderr.write(`${message.en} ...\n`),
    patience,
  });
}

/** Name of the local cloud that a session works on: `OS_CLOUD` may name one of ours, as after `province env`. */
async function localCloudOf({ cloud, environments }: Session): Promise<string | undefined> {
  if (cloud !== undefined) return cloud.name;
  const { cloudStatus, listClouds } = await import("../../local-cloud/cloud.ts");
  const { namedCloud } = await import("../cloud/login.ts");
  const { authUrl } = namedCloud(environments.platform);
  for (const name of await listClouds()) {
    const { state, info } = await cloudStatus(name);
    if (state === "running" && info?.authUrl === authUrl) return name;
  }
  return undefined;
}
