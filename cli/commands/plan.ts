import { type Command, Option } from "commander";
import { languageOf } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { exitCode } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

interface PlanOptions {
  json?: boolean;
  table?: boolean;
}

/** `province plan`: what the stacks would make, offline. */
export function register(program: Command): void {
  program
    .command("plan")
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
async function shown(stacks: readonly string[], { json, table }: PlanOptions): Promise<readonly Finding[]> {
  if (json) return (await (await import("../stacks-document.ts")).writeStacksDocument(stacks)).findings;
  return table || stacks.length === 0 ? printTable(stacks) : printTrees(stacks);
}

/** One line a stack; its resources are not kept. Returns all findings. */
async function printTable(stacks: readonly string[]): Promise<Finding[]> {
  const { stackVerdicts } = await import("../judged-stacks.ts");
  const { verdict } = await import("../report/findings.ts");
  const verdicts = await stackVerdicts(stacks);
  const findings = verdicts.flatMap((each) => each.findings);
  console.log((await import("../report/plan-table.ts")).planTable(verdicts));
  console.log(verdict(findings));
  if (stacks.length === 0)
    console.log(
      say({
        en: "Name stacks to see what is in them: province plan stttt",
        vi: "Ghi tên stack để xem bên trong: province plan stttt",
      }),
    );
  return findings;
}

/** Every resource. Returns all findings. */
async function printTrees(stacks: readonly string[]): Promise<Finding[]> {
  const { judgedStacks } = await import("../judged-stacks.ts");
  const { findingLines, verdict } = await import("../report/findings.ts");
  const { planTree } = await import("../report/plan-tree.ts");
  const plans = await judgedStacks(stacks);
  for (const plan of plans) {
    console.log(planTree(plan));
    for (const line of findingLines(plan.findings, languageOf())) console.log(line);
    console.log(`${verdict(plan.findings)}\n`);
  }
  return plans.flatMap((plan) => plan.findings);
}
