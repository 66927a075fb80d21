import type { Command } from "commander";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

/** `province destroy`: agencies first, then the platform they stand on. */
export function register(program: Command): void {
  program
    .command("destroy")
    .description("take agencies' tenants away, and with --all the platform too")
    .argument("[agency...]", "agency codes")
    .option("--all", "every agency that stands, then the platform")
    .option("--yes", "do not ask")
    .action(async (agencies: string[], options: { all?: boolean; yes?: boolean }) => {
      if (agencies.length === 0 && !options.all) {
        throw new UserError("Name the agencies to take away, or say --all.");
      }
      const { openRepository } = await import("../../infra/repository/repository.ts");
      const { PLATFORM_STACK } = await import("../../infra/stack-names.ts");
      const { standingStacks } = await import("../../engine/engine.ts");
      const { agenciesToDestroy } = await import("../enrolled.ts");
      const { operatorLogin } = await import("../cloud/login.ts");
      const { openSession } = await import("../cloud/session.ts");
      const { destroyStack } = await import("../../engine/up.ts");
      const { runParts } = await import("../terminal/progress.ts");
      const { interruptible } = await import("../up/interrupt.ts");
      const { standingAgencies } = await import("../up/standing-stacks.ts");
      const repository = openRepository();
      const named = agenciesToDestroy(repository, agencies);
      const { engine, environments } = await openSession();
      await operatorLogin(environments.platform);
      const cwd = repository.root;
      const standing = await standingStacks(engine, { cwd, env: environments.agency });
      const names = standingAgencies(options.all ? [] : named, standing);
      const platform = options.all && standing.includes(PLATFORM_STACK) ? [PLATFORM_STACK] : [];
      if (names.length + platform.length === 0) return console.log("Nothing stands, so there is nothing to take away.");
      if (!options.yes) await confirm(`Take away ${[...names, ...platform].join(", ")}?`);
      await interruptible(async (signal) => {
        const part = (stack: string) => ({
          title: `pulumi destroy: ${stack}`,
          run: (report: (message: string) => void) =>
            destroyStack(engine, {
              stack,
              cwd,
              env: stack === PLATFORM_STACK ? environments.platform : environments.agency,
              onProgress: report,
              signal,
            }),
        });
        await runParts(names.map(part), {}, { concurrent: true });
        await runParts(platform.map(part), {});
      });
    });
}

async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new UserError(`${question} Say --yes where nobody can answer.`);
  const { createInterface } = await import("node:readline/promises");
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`${question} [y/N] `);
  prompt.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new UserError("Nothing was taken away.", exitCode.interrupted);
}
