import type { Command } from "commander";
import { BUILD_EXITS, helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { parallelOption } from "../terminal/parallel-option.ts";
import { asOfOption, enrolledArgument } from "../terminal/stacks-options.ts";
import type { UpOptions } from "../up/run.ts";

/** `province up`: from the YAML to packets. */
export function register(program: Command): void {
  program
    .command("up")
    .description(
      say({
        en: "plan, judge, build and prove the platform and agencies; starts a local cloud when OS_CLOUD is not set",
        vi: "lập kế hoạch, đánh giá, xây dựng và chứng minh nền tảng cùng các cơ quan; khởi động đám mây cục bộ khi chưa đặt OS_CLOUD",
      }),
    )
    .addArgument(enrolledArgument())
    .addOption(asOfOption())
    .option(
      "--refresh",
      say({
        en: "read what stands in the cloud first, and put back what was changed there by hand",
        vi: "trước hết đọc những gì đang có trên đám mây, và trả lại như cũ những gì đã bị sửa tay ở đó",
      }),
    )
    .option(
      "--repair",
      say({
        en: "put back through the API first what no refresh sees or may put back (MTU, host routes, metadata, added rules), then --refresh",
        vi: "trước hết trả lại qua API những gì --refresh không thấy hoặc không được sửa (MTU, tuyến của máy, metadata, quy tắc thêm tay), rồi làm như --refresh",
      }),
    )
    .option(
      "--projects",
      say({
        en: "only what the operator makes: the platform, and each agency's project; nothing is proven",
        vi: "chỉ phần do đơn vị vận hành tạo: nền tảng và dự án của từng cơ quan; không chứng minh gì",
      }),
    )
    .addOption(parallelOption())
    .option(
      "--yes",
      say({
        en: "replace and delete what holds data or addresses without asking",
        vi: "thay thế và xóa cả những gì giữ dữ liệu hoặc địa chỉ mà không hỏi",
      }),
    )
    .option("--no-prove", say({ en: "leave the proof by packets out", vi: "bỏ qua phần chứng minh bằng gói tin" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          [
            "province up",
            {
              en: "all that is enrolled, on a local cloud or on that of OS_CLOUD",
              vi: "mọi cơ quan đã ghi danh, trên đám mây cục bộ hoặc đám mây của OS_CLOUD",
            },
          ],
          ["province up stttt 15061", { en: "two agencies", vi: "hai cơ quan" }],
          [
            "province up stttt --refresh",
            { en: "puts back what was changed by hand", vi: "trả lại như cũ những gì đã bị sửa tay" },
          ],
        ],
        exits: {
          failed: {
            en: "a violation, a part that did not end well, or a failed proof",
            vi: "có vi phạm, có phần không hoàn tất, hoặc chứng minh không đạt",
          },
          ...BUILD_EXITS,
        },
      }),
    )
    .action(async (agencies: string[], options: UpOptions) => {
      const { openRepository } = await import("../../infra/repository/repository.ts");
      const { agenciesToBuild } = await import("../enrolled.ts");
      const { runUp } = await import("../up/run.ts");
      const refresh = options.refresh === true || options.repair === true;
      await runUp(agenciesToBuild(openRepository(), agencies), { ...options, refresh });
    });
}
