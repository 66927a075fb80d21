import { InvalidArgumentError, Option, type Command } from "commander";
import type { CheckReport } from "../report/check-report.ts";
import { CHECK_FORMATS, type CheckFormat } from "../report/formats/formats.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { asOfOption, languageOption } from "../terminal/stacks-options.ts";

interface CheckOptions {
  format: CheckFormat;
  json?: boolean;
  output?: string;
  all?: boolean;
  lang: "en" | "vi";
  from?: string;
  config?: string;
  policies?: string[];
  skip?: string[];
  cache: boolean;
  resources: boolean;
  jobs?: number;
}

const ids = (text: string): string[] => text.split(",").map((id) => id.trim().toUpperCase());

function threads(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 256) return count;
  throw new InvalidArgumentError("A number from 1 to 256.");
}

/** `province check`: only the verdict, for people in a hurry and for CI. */
export function register(program: Command): void {
  program
    .command("check")
    .description("judge stacks by the policies, offline; exit code 1 on a mandatory violation, 2 on faults in stacks/")
    .argument("[stack...]", "`platform` and agency codes; all of them when none is named")
    .addOption(
      new Option("--format <format>", "table for people, the others for CI")
        .choices(Object.keys(CHECK_FORMATS))
        .default("table"),
    )
    .addOption(new Option("--json", "short for --format json").conflicts("format"))
    .option("--output <file>", "write the report to a file, and only its sum to the terminal")
    .option("--all", "the table of every stack and every finding, not only the worst")
    .option("--no-resources", "with --json: verdicts alone; what did not change is not planned again")
    .option("--no-cache", "plan every stack anew, also those whose inputs and rules did not change")
    .option("--jobs <n>", "threads that plan and judge; default one for each processor", threads)
    .addOption(asOfOption())
    .addOption(languageOption())
    .option(
      "--from <file>",
      "judge what another program makes: JSON of a Pulumi state or preview, or of a Terraform plan or state",
    )
    .option(
      "--config <file>",
      "with --from: what is known of it, a few lines of YAML (phase, securityLevel, waivers, ...)",
    )
    .option("--policies <ids>", "with --from: judge by these policies only, such as NET-01,SEC-02", ids)
    .option("--skip <ids>", "with --from: leave these policies out", ids)
    .action(async (stacks: string[], options: CheckOptions) => {
      refuseMixed(stacks, options);
      const report = await written(stacks, options);
      const { countFindings } = await import("../report/findings.ts");
      if (options.output !== undefined) {
        const { summaryLine } = await import("../report/check-text.ts");
        console.log(`${summaryLine(report)}\n${options.output} written`);
      }
      if (countFindings(report.findings).mandatory > 0) process.exitCode = exitCode.failed;
    });
}

/** Options of `--from` say nothing of stacks of this repository, and the other way round. */
function refuseMixed(stacks: readonly string[], { from, config, policies, skip }: CheckOptions): void {
  if (from !== undefined && stacks.length > 0) {
    throw new UserError("Name stacks of this repository, or a file with --from, not both.");
  }
  if (from === undefined && [config, policies, skip].some((given) => given !== undefined)) {
    throw new UserError(
      "--config, --policies and --skip belong to --from FILE: what is known of this repository's stacks stands in stacks/.",
    );
  }
}

/** Writes the report in the format asked for, and returns it. Throws `UserError` on bad input. */
async function written(stacks: readonly string[], options: CheckOptions): Promise<CheckReport> {
  const { from, resources, lang, jobs, output } = options;
  const format = options.json ? "json" : options.format;
  if (format === "json" && from === undefined && resources) {
    const { writeStacksDocument } = await import("../stacks-document.ts");
    return writeStacksDocument(stacks, { lang, jobs, output });
  }
  const { report, failure } = await checked(stacks, options);
  // A person reads faults as every command tells them; tools want them in their own format.
  if (failure !== undefined && format === "table") throw failure;
  const render = await CHECK_FORMATS[format](options);
  const { writeOutput } = await import("../report/write-output.ts");
  await writeOutput(await render(report), output);
  if (failure !== undefined) throw failure;
  return report;
}

/** The report; on faults of stacks/ one that holds them, and the error to end with. Other bad input is thrown. */
async function checked(
  stacks: readonly string[],
  options: CheckOptions,
): Promise<{ report: CheckReport; failure?: Error }> {
  const { from, lang, cache, jobs } = options;
  if (from !== undefined) {
    const { checkFile } = await import("../check-file.ts");
    return { report: await checkFile(from, options) };
  }
  const { openRepository, RepositoryError } = await import("../../infra/repository/repository.ts");
  const { stackVerdicts } = await import("../judged-stacks.ts");
  const { checkReport, faultReport } = await import("../report/check-report.ts");
  const { placeFinder } = await import("../report/place.ts");
  try {
    const verdicts = await stackVerdicts(stacks, { lang, cache, jobs });
    const repository = openRepository(undefined, { lang });
    return { report: checkReport(verdicts, repository.tenants, lang, placeFinder(repository)) };
  } catch (error) {
    if (!(error instanceof RepositoryError)) throw error;
    return { report: faultReport(error.problems, lang), failure: error };
  }
}
