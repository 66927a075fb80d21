import { type Command, Option } from "commander";
import { textOf } from "../../model/text.ts";
import { exitCode } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, jsonFormatOption } from "../terminal/output-options.ts";
import { asOfOption, stacksArgument } from "../terminal/stacks-options.ts";

interface Options {
  format: "text" | "json" | "markdown";
  json?: boolean;
  output?: string;
  all?: boolean;
  code?: boolean;
}

/** `province diff`: what a change of stacks/ does, agency by agency. */
export function register(program: Command): void {
  addOutput(program.command("diff"))
    .description(
      say({
        en: "what a change does: resources, violations and addresses of the agencies that it concerns, offline",
        vi: "một thay đổi làm gì: tài nguyên, vi phạm và địa chỉ của các cơ quan liên quan, không cần mạng",
      }),
    )
    .argument(
      "<range>",
      say({
        en: "BASE..HEAD, BASE...HEAD (since they parted), or BASE.. for the work tree",
        vi: "BASE..HEAD, BASE...HEAD (kể từ khi hai nhánh tách ra), hoặc BASE.. để so với thư mục làm việc",
      }),
    )
    .addArgument(stacksArgument())
    .addOption(
      new Option(
        "--format <format>",
        say({ en: "markdown is for a comment on a pull request", vi: "markdown dùng cho bình luận ở yêu cầu gộp" }),
      )
        .choices(["text", "json", "markdown"])
        .default("text"),
    )
    .addOption(jsonFormatOption())
    .option("--all", say({ en: "name every resource", vi: "nêu tên mọi tài nguyên" }))
    .option(
      "--code",
      say({
        en: "plan BASE with its own code, in a temporary checkout, instead of this one's",
        vi: "lập kế hoạch BASE bằng mã nguồn của chính nó, trong một bản lấy ra tạm thời, thay vì mã hiện tại",
      }),
    )
    .addOption(asOfOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province diff main..", { en: "the work tree against main", vi: "thư mục làm việc so với main" }],
          [
            "province diff main...HEAD --format markdown",
            { en: "a branch, for its pull request", vi: "một nhánh, cho yêu cầu gộp của nó" },
          ],
          ["province diff v1..v2 stttt --all", { en: "one agency, every resource", vi: "một cơ quan, mọi tài nguyên" }],
        ],
        exits: {
          failed: { en: "a new mandatory violation, or a loss", vi: "có vi phạm bắt buộc mới, hoặc có mất mát" },
        },
      }),
    )
    .action(async (range: string, stacks: string[], options: Options) => {
      const { repositoryRoot } = await import("../../infra/repository/repository.ts");
      const { isRefused, provinceDiff } = await import("../diff/province-diff.ts");
      const { writeOutput } = await import("../report/write-output.ts");
      const format = options.json ? "json" : options.format;
      const comparison = provinceDiff(repositoryRoot(), range, {
        stacks,
        code: options.code,
        onProgress: (done, total) =>
          process.stderr.isTTY &&
          process.stderr.write(`${say({ en: `planned ${done} of ${total}`, vi: `đã lập ${done} trên ${total}` })}\r`),
      });
      const diff = await comparison.catch(async (error: unknown) => {
        // Who reads the comment learns why there is no other.
        if (format === "markdown" && options.output !== undefined) {
          const { refusalMarkdown } = await import("../diff/diff-markdown.ts");
          await writeOutput(refusalMarkdown(range, textOf(error)), options.output);
        }
        throw error;
      });
      if (format === "json") await writeOutput((await import("../diff/diff-json.ts")).diffJson(diff), options.output);
      else if (format === "markdown") {
        await writeOutput((await import("../diff/diff-markdown.ts")).diffMarkdown(diff), options.output);
      } else {
        await writeOutput(`${(await import("../diff/diff-text.ts")).diffText(diff, options)}\n`, options.output);
      }
      if (isRefused(diff)) process.exitCode = exitCode.failed;
    });
}
