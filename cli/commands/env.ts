import type { Command } from "commander";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say, wordsOf } from "../terminal/language.ts";

/** `province env`: what a shell needs so that plain `pulumi` works on the stacks. */
export function register(program: Command): void {
  program
    .command("env")
    .description(
      say({
        en: 'shell lines that make plain `pulumi` work here: eval "$(npx province env)"',
        vi: 'các dòng lệnh shell để dùng thẳng `pulumi` tại đây: eval "$(npx province env)"',
      }),
    )
    .argument(
      "[stack]",
      say({
        en: "`platform` and an agency's project get the operator's credentials; an agency's own stack gets none",
        vi: "`platform` và dự án của cơ quan dùng tài khoản của đơn vị vận hành; stack của chính cơ quan thì không",
      }),
      "agency",
    )
    .option(
      "--json",
      say({ en: "one JSON object of the variables instead", vi: "thay vào đó là một đối tượng JSON gồm các biến" }),
    )
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province env", { en: "for agencies' stacks", vi: "cho stack của các cơ quan" }],
          [
            "province env platform --json",
            { en: "the operator's, for programs", vi: "của đơn vị vận hành, cho chương trình đọc" },
          ],
        ],
        exits: { impossible: { en: "the engine is not set up", vi: "chưa cài bộ máy Pulumi" } },
      }),
    )
    .action(async (stack: string, options: { json?: boolean }) => {
      const { findEngine } = await import("../../engine/engine.ts");
      const { exportLines, shellVariables } = await import("../../engine/shell-environment.ts");
      const { agenciesToBuild } = await import("../enrolled.ts");
      const { openRepository, repositoryRoot } = await import("../../infra/repository/repository.ts");
      const { stackKind } = await import("../../infra/stack-names.ts");
      const which = stackKind(stack);
      if (which.kind !== "platform" && stack !== "agency") agenciesToBuild(openRepository(), [which.agency]);
      const engine = await findEngine();
      if (engine === undefined) {
        throw new UserError(
          {
            en: "The engine is not set up yet: `npm run up` or `npx province doctor --fix` does it.",
            vi: "Chưa cài bộ máy Pulumi: `npm run up` hoặc `npx province doctor --fix` sẽ cài.",
          },
          exitCode.impossible,
        );
      }
      const { localBackendUrl, standingCloud } = await import("../cloud/standing-cloud.ts");
      const { withoutLocalBackend } = await import("../cloud/cloud-environment.ts");
      const cloud = await standingCloud();
      const root = repositoryRoot();
      const backendUrl = localBackendUrl(root, cloud);
      const variables = shellVariables(engine, { root, backendUrl, base: withoutLocalBackend(root, process.env) });
      if (cloud !== undefined) variables["OS_CLIENT_CONFIG_FILE"] = cloud.cloudsYaml;
      // An agency's provider brings its own credentials, over which OS_CLOUD would win without a word.
      const unset = Object.keys(process.env).filter((name) => name.startsWith("OS_") && !(name in variables));
      if (which.kind !== "agency") {
        unset.length = 0;
        if (cloud !== undefined) variables["OS_CLOUD"] = cloud.osCloud;
        else await warnOfLogin();
      }
      process.stdout.write(options.json ? `${JSON.stringify(variables, null, 2)}\n` : exportLines(variables, unset));
    });
}

/** What is wrong with the cloud that OS_* names, on standard error: the state can be worked on all the same. */
async function warnOfLogin(): Promise<void> {
  const { operatorLogin } = await import("../cloud/login.ts");
  const { namedTarget } = await import("../cloud/target.ts");
  if (namedTarget() === undefined) return;
  try {
    await operatorLogin(process.env);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(wordsOf(error));
  }
}
