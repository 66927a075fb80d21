import { type Command, Option } from "commander";
import { languageOf } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { exitCode } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, type OutputOptions } from "../terminal/output-options.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

interface PlanOptions extends OutputOptions {
  json?: boolean;
  table?: boolean;
}

/** `province plan`: what the stacks would make, offline. */
export function register(program: Command): void {
  addOutput(program.command("plan"))
    .description(
      say({
        en: "show what stacks would make, with the policies' verdict; needs Node alone",
        vi: "xem các stack sẽ tạo gì, kèm kết luận của các chính sách; chỉ cần Node",
      }),
    )
    .argument(
      "[stack...]",
      say({
        en: "`platform` and agency codes; all of them, one line each, when none is named",
        vi: "`platform` và mã cơ quan; không ghi thì là tất cả, mỗi stack một dòng",
      }),
    )
    .option(
      "--json",
      say({
        en: "one JSON document, stable byte for byte",
        vi: "một tài liệu JSON, giống nhau từng byte giữa các lần chạy",
      }),
    )
    .addOption(new Option("--table", say({ en: "one line a stack", vi: "mỗi stack một dòng" })).conflicts("json"))
    .addOption(asOfOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province plan", { en: "one line for each stack", vi: "mỗi stack một dòng" }],
          ["province plan stttt", { en: "every resource of one agency", vi: "mọi tài nguyên của một cơ quan" }],
          ["province plan stttt --json", { en: "the same for programs", vi: "như trên, cho chương trình đọc" }],
        ],
        exits: { failed: { en: "a mandatory violation", vi: "có vi phạm bắt buộc" } },
      }),
    )
    .action(async (stacks: string[], options: PlanOptions) => {
      const { countFindings } = await import("../report/findings.ts");
      const findings = await shown(stacks, options);
      if (countFindings(findings).mandatory > 0) process.exitCode = exitCode.failed;
    });
}

/** Prints what was asked for. Returns all findings. */
async function shown(stacks: readonly string[], { json, table, output }: PlanOptions): Promise<readonly Finding[]> {
  if (json) return (await (await import("../stacks-document.ts")).writeStacksDocument(stacks, { output })).findings;
  const { text, findings } = await (table || stacks.length === 0 ? tableOf(stacks) : treesOf(stacks));
  const { writeOutput } = await import("../report/write-output.ts");
  await writeOutput(text, output);
  return findings;
}

interface Shown {
  text: string;
  findings: readonly Finding[];
}

/** One line a stack; its resources are not kept. */
async function tableOf(stacks: readonly string[]): Promise<Shown> {
  const { stackVerdicts } = await import("../judged-stacks.ts");
  const { verdict } = await import("../report/findings.ts");
  const { planTable } = await import("../report/plan-table.ts");
  const verdicts = await stackVerdicts(stacks);
  const findings = verdicts.flatMap((each) => each.findings);
  const more = say({
    en: "Name stacks to see what is in them: province plan stttt",
    vi: "Ghi tên stack để xem bên trong: province plan stttt",
  });
  const lines = [planTable(verdicts), verdict(findings), ...(stacks.length === 0 ? [more] : [])];
  return { text: `${lines.join("\n")}\n`, findings };
}

/** Every resource. */
async function treesOf(stacks: readonly string[]): Promise<Shown> {
  const { judgedStacks } = await import("../judged-stacks.ts");
  const { findingLines, verdict } = await import("../report/findings.ts");
  const { planTree } = await import("../report/plan-tree.ts");
  const plans = await judgedStacks(stacks);
  const lines = plans.flatMap((plan) => [
    planTree(plan),
    ...findingLines(plan.findings, languageOf()),
    `${verdict(plan.findings)}\n`,
  ]);
  return { text: `${lines.join("\n")}\n`, findings: plans.flatMap((plan) => plan.findings) };
}
