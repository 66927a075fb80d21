import type { Command } from "commander";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

/** `province deployer`: the users that deploy into agencies' projects. */
export function register(program: Command): void {
  program
    .command("deployer")
    .description("the user that deploys into an agency's project")
    .command("reset")
    .description("a new password for an agency's deployer, when the cloud refuses its login; switches it on again")
    .argument("<agency>", "agency code")
    .action(async (agency: string) => {
      const { openRepository } = await import("../../infra/repository/repository.ts");
      const { projectStack } = await import("../../infra/stack-names.ts");
      const { agenciesToBuild } = await import("../enrolled.ts");
      const { openSession } = await import("../cloud/session.ts");
      const { giveNewPassword } = await import("./new-password.ts");
      const { interruptible } = await import("../up/interrupt.ts");
      const { runParts } = await import("../terminal/progress.ts");
      const repository = openRepository();
      agenciesToBuild(repository, [agency]);
      const { engine, environments } = await openSession();
      const stacks = { project: projectStack(agency), agency };
      const given = await interruptible((signal) =>
        runParts(
          [
            {
              title: `a new password for the deployer of ${agency}`,
              run: (onProgress) =>
                giveNewPassword(engine, stacks, { cwd: repository.root, environments, onProgress, signal }),
            },
          ],
          {},
        ),
      );
      if (given[0]) return;
      throw new UserError(`${agency} has no deployer yet: npx province up ${agency} makes it.`, exitCode.failed);
    });
}
