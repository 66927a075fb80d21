import { type Command, Option } from "commander";
import { exitCode } from "../terminal/exit-codes.ts";
import { asOfOption, languageOption } from "../terminal/stacks-options.ts";

interface Options {
  format: "text" | "json" | "markdown";
  json?: boolean;
  output?: string;
  all?: boolean;
  code?: boolean;
  lang: "en" | "vi";
}

/** `province diff`: what a change of stacks/ does, agency by agency. */
export function register(program: Command): void {
  program
    .command("diff")
    .description(
      "what a change does: resources, violations and addresses of the agencies that it concerns, offline;" +
        " exit code 1 on a new mandatory violation or a loss, 2 on faults in stacks/",
    )
    .argument("<range>", "BASE..HEAD, BASE...HEAD (since they parted), or BASE.. for the work tree")
    .argument("[stack...]", "`platform` and agency codes; all of them when none is named")
    .addOption(
      new Option("--format <format>", "markdown is for a comment on a pull request")
        .choices(["text", "json", "markdown"])
        .default("text"),
    )
    .addOption(new Option("--json", "short for --format json").conflicts("format"))
    .option("--output <file>", "write it to a file")
    .option("--all", "name every resource")
    .option("--code", "plan BASE with its own code, in a temporary checkout, instead of this one's")
    .addOption(asOfOption())
    .addOption(languageOption())
    .action(async (range: string, stacks: string[], options: Options) => {
      const { repositoryRoot } = await import("../../infra/repository/repository.ts");
      const { isRefused, provinceDiff } = await import("../diff/province-diff.ts");
      const { writeOutput } = await import("../report/write-output.ts");
      const diff = await provinceDiff(repositoryRoot(), range, {
        stacks,
        code: options.code,
        lang: options.lang,
        onProgress: (done, total) => process.stderr.isTTY && process.stderr.write(`planned ${done} of ${total}\r`),
      });
      const format = options.json ? "json" : options.format;
      if (format === "json") await writeOutput((await import("../diff/diff-json.ts")).diffJson(diff), options.output);
      else if (format === "markdown") {
        await writeOutput((await import("../diff/diff-markdown.ts")).diffMarkdown(diff), options.output);
      } else {
        await writeOutput(`${(await import("../diff/diff-text.ts")).diffText(diff, options)}\n`, options.output);
      }
      if (isRefused(diff)) process.exitCode = exitCode.failed;
    });
}
