import type { Command } from "commander";
import { UserError } from "../terminal/exit-codes.ts";
import { parallelOption } from "../terminal/parallel-option.ts";
import { confirm } from "../terminal/questions.ts";

/** `province destroy`: agencies first, then the platform they stand on. */
export function register(program: Command): void {
  program
    .command("destroy")
    .description("take agencies' tenants away; with --all everything, their projects and the platform too")
    .argument("[agency...]", "agency codes")
    .option("--all", "every agency that stands, then the platform")
    .option("--yes", "do not ask")
    .addOption(parallelOption())
    .action(async (agencies: string[], options: { all?: boolean; yes?: boolean; parallel: number }) => {
      if (agencies.length === 0 && !options.all) {
        throw new UserError("Name the agencies to take away, or say --all.");
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
      if (all.length === 0) return console.log("Nothing stands, so there is nothing to take away.");
      if (!options.yes) await confirm(`Take away ${all.join(", ")}?`);
      // What was made without an answer is found by the plan; of a unit that ended there is none any more.
      const plans = await previewStacks(
        all.filter((stack) => hasStack(repository, stack)),
        repository,
      );
      const planned = new Map(plans.map(({ stack, resources }) => [stack, resources]));
      await takeAway(session, repository.root, { stacks, platform, planned, parallel: options.parallel });
    });
}
