import { InvalidArgumentError, Option, type Command } from "commander";
import { languageOf } from "../../model/text.ts";
import type { CheckReport } from "../report/check-report.ts";
import { CHECK_FORMATS, type CheckFormat } from "../report/formats/formats.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, jsonFormatOption } from "../terminal/output-options.ts";
import { asOfOption, stacksArgument } from "../terminal/stacks-options.ts";

interface CheckOptions {
  format: CheckFormat;
  json?: boolean;
  output?: string;
  all?: boolean;
  from?: string;
  config?: string;
  source?: string;
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
  throw new InvalidArgumentError(say({ en: "A number from 1 to 256.", vi: "Hãy ghi một số từ 1 đến 256." }));
}

/** `province check`: only the verdict, for people in a hurry and for CI. */
export function register(program: Command): void {
  addOutput(program.command("check"))
    .description(
      say({
        en: "judge stacks by the policies, offline",
        vi: "đánh giá các stack theo chính sách, không cần mạng",
      }),
    )
    .addArgument(stacksArgument())
    .addOption(
      new Option(
        "--format <format>",
        say({ en: "table for people, the others for CI", vi: "table cho người đọc, các dạng khác cho CI" }),
      )
        .choices(Object.keys(CHECK_FORMATS))
        .default("table"),
    )
    .addOption(jsonFormatOption())
    .option(
      "--all",
      say({
        en: "the table of every stack and every finding, not only the worst",
        vi: "hiện mọi stack và mọi điều phát hiện, không chỉ những cái nặng nhất",
      }),
    )
    .option(
      "--no-resources",
      say({
        en: "with --json: verdicts alone; what did not change is not planned again",
        vi: "với --json: chỉ có kết luận; phần không đổi thì không lập kế hoạch lại",
      }),
    )
    .option(
      "--no-cache",
      say({
        en: "plan every stack anew, also those whose inputs and rules did not change",
        vi: "lập kế hoạch lại mọi stack, kể cả khi đầu vào và quy tắc không đổi",
      }),
    )
    .option(
      "--jobs <n>",
      say({
        en: "threads that plan and judge; default one for each processor",
        vi: "số luồng lập kế hoạch và đánh giá; mặc định mỗi bộ xử lý một luồng",
      }),
      threads,
    )
    .addOption(asOfOption())
    .option(
      "--from <file>",
      say({
        en: "judge what another program makes: JSON of a Pulumi state or preview, or of a Terraform plan or state",
        vi: "đánh giá những gì một chương trình khác tạo: JSON của trạng thái hoặc bản xem trước Pulumi, hay của kế hoạch hoặc trạng thái Terraform",
      }),
    )
    .option(
      "--config <file>",
      say({
        en: "with --from: what is known of it, a few lines of YAML (phase, securityLevel, waivers, ...)",
        vi: "với --from: những gì đã biết về nó, vài dòng YAML (phase, securityLevel, waivers, ...)",
      }),
    )
    .option(
      "--source <folder>",
      say({
        en: "with --from: the Terraform configuration that it is of; findings get the file and line of their blocks",
        vi: "với --from: thư mục cấu hình Terraform của nó; điều phát hiện có tệp và dòng của khối tương ứng",
      }),
    )
    .option(
      "--policies <ids>",
      say({
        en: "with --from: judge by these policies only, such as NET-01,SEC-02",
        vi: "với --from: chỉ đánh giá theo các chính sách này, ví dụ NET-01,SEC-02",
      }),
      ids,
    )
    .option(
      "--skip <ids>",
      say({ en: "with --from: leave these policies out", vi: "với --from: bỏ qua các chính sách này" }),
      ids,
    )
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province check", { en: "all stacks", vi: "mọi stack" }],
          ["province check stttt --all", { en: "one agency with every place", vi: "một cơ quan, với mọi vị trí" }],
          ["province check --format sarif --output check.sarif", { en: "for a code host", vi: "cho nơi lưu mã nguồn" }],
          [
            "province check --from plan.json --config about.yaml",
            { en: "another program's plan", vi: "kế hoạch của một chương trình khác" },
          ],
          [
            "province check --from plan.json --source .",
            { en: "with the lines of its .tf files", vi: "với các dòng trong tệp .tf của nó" },
          ],
        ],
        exits: { failed: { en: "a mandatory violation", vi: "có vi phạm bắt buộc" } },
      }),
    )
    .action(async (stacks: string[], options: CheckOptions) => {
      refuseMixed(stacks, options);
      const report = await written(stacks, options);
      const { countFindings } = await import("../report/findings.ts");
      if (options.output !== undefined) {
        const { summaryLine } = await import("../report/check-text.ts");
        console.log(
          `${summaryLine(report)}\n${say({ en: `${options.output} written`, vi: `đã ghi ${options.output}` })}`,
        );
      }
      if (countFindings(report.findings).mandatory > 0) process.exitCode = exitCode.failed;
    });
}

/** Options of `--from` say nothing of stacks of this repository, and the other way round. */
function refuseMixed(stacks: readonly string[], { from, config, source, policies, skip }: CheckOptions): void {
  if (from !== undefined && stacks.length > 0) {
    throw new UserError({
      en: "Name stacks of this repository, or a file with --from, not both.",
      vi: "Hãy ghi tên stack của kho này, hoặc một tệp với --from, không ghi cả hai.",
    });
  }
  if (from === undefined && [config, source, policies, skip].some((given) => given !== undefined)) {
    throw new UserError({
      en: "--config, --source, --policies and --skip belong to --from FILE: what is known of this repository's stacks stands in stacks/.",
      vi: "--config, --source, --policies và --skip chỉ đi với --from TỆP: những gì đã biết về các stack của kho này nằm trong stacks/.",
    });
  }
}

/** Writes the report in the format asked for, and returns it. Throws `UserError` on bad input. */
async function written(stacks: readonly string[], options: CheckOptions): Promise<CheckReport> {
  const { from, resources, jobs, output } = options;
  const format = options.json ? "json" : options.format;
  if (format === "json" && from === undefined && resources) {
    const { writeStacksDocument } = await import("../stacks-document.ts");
    return writeStacksDocument(stacks, { jobs, output });
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
  const { from, cache, jobs } = options;
  if (from !== undefined) {
    const { checkFile } = await import("../check-file.ts");
    return { report: await checkFile(from, options) };
  }
  const { openRepository, RepositoryError } = await import("../../infra/repository/repository.ts");
  const { notesOf, stackVerdicts } = await import("../judged-stacks.ts");
  const { checkReport, faultReport } = await import("../report/check-report.ts");
  const { placeFinder } = await import("../report/place.ts");
  try {
    const verdicts = await stackVerdicts(stacks, { cache, jobs });
    const repository = openRepository();
    const report = checkReport(verdicts, repository.tenants, languageOf(), placeFinder(repository));
    return { report: { ...report, notes: notesOf(repository, stacks, verdicts) } };
  } catch (error) {
    if (!(error instanceof RepositoryError)) throw error;
    return { report: faultReport(error.problems, languageOf()), failure: error };
  }
}
