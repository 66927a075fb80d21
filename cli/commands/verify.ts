import type { Command } from "commander";
import type { VerifyReport } from "../../verify/verify-stacks.ts";
import type { Session } from "../cloud/session.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, type OutputOptions } from "../terminal/output-options.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

/** `province verify`: the proof that tenants are what their YAML says. */
export function register(program: Command): void {
  addOutput(program.command("verify"))
    .description(
      say({
        en: "prove by packets in both families, from outside and inside, that tenants are what their YAML says",
        vi: "chứng minh bằng gói tin ở cả hai họ địa chỉ, từ ngoài và từ trong, rằng hệ thống đúng như YAML ghi",
      }),
    )
    .argument(
      "[agency...]",
      say({
        en: "agency codes; every agency that is up when none is named",
        vi: "mã cơ quan; không ghi thì là mọi cơ quan đang chạy",
      }),
    )
    .addOption(asOfOption())
    .option("--json", say({ en: "the report as one JSON document", vi: "báo cáo dưới dạng một tài liệu JSON" }))
    .option(
      "--patience <seconds>",
      say({
        en: "how long to wait for cloud-init in the servers; default 120, 900 where they are virtual machines",
        vi: "chờ cloud-init trong máy chủ bao lâu; mặc định 120, là 900 nếu máy chủ là máy ảo",
      }),
    )
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province verify", { en: "every agency that is up", vi: "mọi cơ quan đang chạy" }],
          ["province verify stttt --json", { en: "one agency, for programs", vi: "một cơ quan, cho chương trình đọc" }],
        ],
        exits: {
          failed: { en: "something differs from the YAML", vi: "có điều khác với YAML" },
          impossible: {
            en: "nothing can be tried: nothing is up, or no engine or cloud",
            vi: "không thử được gì: chưa có gì chạy, hoặc thiếu bộ máy hay đám mây",
          },
        },
      }),
    )
    .action(async (agencies: string[], options: OutputOptions & { json?: boolean; patience?: string }) => {
      const report = await verify(agencies, options);
      const { reportJson, reportText } = await import("../../verify/report.ts");
      const { writeOutput } = await import("../report/write-output.ts");
      await writeOutput(options.json ? reportJson(report) : `${reportText(report)}\n`, options.output);
      if (report.findings.length > 0) process.exitCode = exitCode.failed;
      else if (!report.passed) process.exitCode = exitCode.impossible;
    });
}

async function verify(agencies: readonly string[], options: { patience?: string }): Promise<VerifyReport> {
  const patience = options.patience === undefined ? undefined : Number(options.patience);
  if (patience !== undefined && !(patience >= 0))
    throw new UserError({
      en: `--patience ${options.patience} is no number of seconds.`,
      vi: `--patience ${options.patience} không phải số giây.`,
    });
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
  const outputs = await stackOutputs(engine, known, place, (damage) => console.error(say(damage)));
  const up = known.filter((agency) => outputs[agency]?.["servers"] !== undefined);
  const stacks = agencies.length > 0 ? agencies : up;
  if (stacks.length === 0) {
    throw new UserError(
      {
        en: "No agency is up yet, so there is nothing to prove. Build one: npm run up",
        vi: "Chưa có cơ quan nào chạy nên chưa có gì để chứng minh. Hãy xây dựng: npm run up",
      },
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
    progress: (message) => process.stderr.isTTY && process.stderr.write(`${say(message)} ...\n`),
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
