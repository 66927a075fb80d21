import type { Command } from "commander";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { BUILD_EXITS, helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";

/** `province deployer`: the users that deploy into agencies' projects. */
export function register(program: Command): void {
  program
    .command("deployer")
    .description(
      say({ en: "the user that deploys into an agency's project", vi: "tài khoản triển khai vào dự án của cơ quan" }),
    )
    .command("reset")
    .description(
      say({
        en: "a new password for an agency's deployer, when the cloud refuses its login; switches it on again",
        vi: "mật khẩu mới cho tài khoản triển khai của cơ quan khi đám mây từ chối đăng nhập; kích hoạt lại tài khoản",
      }),
    )
    .argument("<agency>", say({ en: "agency code", vi: "mã cơ quan" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [["province deployer reset stttt", { en: "a new password", vi: "mật khẩu mới" }]],
        exits: {
          failed: { en: "it could not be given", vi: "không đổi được" },
          ...BUILD_EXITS,
        },
      }),
    )
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
              title: say({
                en: `a new password for the deployer of ${agency}`,
                vi: `mật khẩu mới cho tài khoản triển khai của ${agency}`,
              }),
              run: (onProgress) =>
                giveNewPassword(engine, stacks, { cwd: repository.root, environments, onProgress, signal }),
            },
          ],
          {},
        ),
      );
      if (given[0]) return;
      throw new UserError(
        {
          en: `${agency} has no deployer yet: npx province up ${agency} makes it.`,
          vi: `${agency} chưa có tài khoản triển khai: npx province up ${agency} sẽ tạo.`,
        },
        exitCode.failed,
      );
    });
}
