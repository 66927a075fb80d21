import type { Command } from "commander";
import { parallelOption } from "../terminal/parallel-option.ts";
import { asOfOption } from "../terminal/stacks-options.ts";
import type { UpOptions } from "../up/run.ts";

/** `province up`: from the YAML to packets. */
export function register(program: Command): void {
  program
    .command("up")
    .description(
      "plan, judge, build and prove the platform and agencies; starts a local cloud when OS_CLOUD is not set",
    )
    .argument("[agency...]", "agency codes; every enrolled agency when none is named")
    .addOption(asOfOption())
    .option("--refresh", "read what stands in the cloud first, and put back what was changed there by hand")
    .option(
      "--repair",
      "put back through the API first what no refresh sees or may put back (MTU, host routes, metadata, added rules), then --refresh",
    )
    .option("--projects", "only what the operator makes: the platform, and each agency's project; nothing is proven")
    .addOption(parallelOption())
    .option("--yes", "replace and delete what holds data or addresses without asking")
    .option("--no-prove", "leave the proof by packets out")
    .action(async (agencies: string[], options: UpOptions) => {
      const { openRepository } = await import("../../infra/repository/repository.ts");
      const { agenciesToBuild } = await import("../enrolled.ts");
      const { runUp } = await import("../up/run.ts");
      const refresh = options.refresh === true || options.repair === true;
      await runUp(agenciesToBuild(openRepository(), agencies), { ...options, refresh });
    });
}
