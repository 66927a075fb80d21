import type { Command } from "commander";
import { UserError } from "../terminal/exit-codes.ts";
import { BUILD_EXITS, helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { parallelOption } from "../terminal/parallel-option.ts";
import { confirm } from "../terminal/questions.ts";

/** `province destroy`: agencies first, then the platform they stand on. */
export function register(program: Command): void {
  program
    .command("destroy")
    .description(
      say({
        en: "take agencies' tenants away; with --all everything, their projects and the platform too",
        vi: "gỡ bỏ hệ thống của các cơ quan; với --all thì gỡ tất cả, cả dự án của họ và nền tảng",
      }),
    )
    .argument("[agency...]", say({ en: "agency codes", vi: "mã cơ quan" }))
    .option(
      "--all",
      say({ en: "every agency that stands, then the platform", vi: "mọi cơ quan đang có, rồi đến nền tảng" }),
    )
    .option("--yes", say({ en: "do not ask", vi: "không hỏi" }))
    .addOption(parallelOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province destroy 15061", { en: "one agency; asks first", vi: "một cơ quan; hỏi trước" }],
          ["province destroy --all --yes", { en: "everything, without asking", vi: "tất cả, không hỏi" }],
        ],
        exits: {
          failed: { en: "something could not be taken away", vi: "có phần không gỡ bỏ được" },
          ...BUILD_EXITS,
          interrupted: { en: "interrupted, or the answer was no", vi: "bị ngắt, hoặc câu trả lời là không" },
        },
      }),
    )
    .action(async (agencies: string[], options: { all?: boolean; yes?: boolean; parallel: number }) => {
      if (agencies.length === 0 && !options.all) {
        throw new UserError({
          en: "Name the agencies to take away, or say --all.",
          vi: "Hãy ghi các cơ quan cần gỡ bỏ, hoặc --all.",
        });
      }
      const { openRepository } = await import("../../infra/repository/repository.ts");
      const { previewStacks } = await import("../../infra/preview-stacks.ts");
      const { hasStack, PLATFORM_STACK } = await import("../../infra/stack-names.ts");
      const { standingStacks } = await import("../../engine/engine.ts");
      const { agenciesToDestroy, enrolledAgencies } = await import("../enrolled.ts");
      const { operatorLogin } = await import("../cloud/login.ts");
      const { openSession } = await import("../cloud/session.ts");
      const { takeAway } = await import("../up/take-away.ts");
      const { standingAgencies, stacksToDestroy } = await import("../up/standing-stacks.ts");
      const repository = openRepository();
      const named = agenciesToDestroy(repository, agencies);
      const session = await openSession();
      await operatorLogin(session.environments.platform);
      const standing = await standingStacks(session.engine, {
        cwd: repository.root,
        env: session.environments.platform,
      });
      const names = standingAgencies(options.all ? [] : named, standing);
      const enrolled = enrolledAgencies(repository);
      const stacks = stacksToDestroy(names, standing, (agency) => options.all === true || !enrolled.includes(agency));
      const platform = options.all === true && standing.includes(PLATFORM_STACK);
      const all = [...[...stacks.values()].flat(), ...(platform ? [PLATFORM_STACK] : [])];
      if (all.length === 0)
        return console.log(
          say({
            en: "Nothing stands, so there is nothing to take away.",
            vi: "Không có gì đang chạy nên không có gì để gỡ bỏ.",
          }),
        );
      if (!options.yes) await confirm({ en: `Take away ${all.join(", ")}?`, vi: `Gỡ bỏ ${all.join(", ")}?` });
      // What was made without an answer is found by the plan; of a unit that ended there is none any more.
      const plans = await previewStacks(
        all.filter((stack) => hasStack(repository, stack)),
        repository,
      );
      const planned = new Map(plans.map(({ stack, resources }) => [stack, resources]));
      await takeAway(session, repository.root, { stacks, platform, planned, parallel: options.parallel });
    });
}
