import { type Command, Option } from "commander";
import type { Finding } from "../../policies/policy.ts";
import { exitCode } from "../terminal/exit-codes.ts";
import { asOfOption, languageOption } from "../terminal/stacks-options.ts";

interface PlanOptions {
  json?: boolean;
  table?: boolean;
  lang: "en" | "vi";
}

/** `province plan`: what the stacks would make, offline. */
export function register(program: Command): void {
  program
    .command("plan")
    .description("show what stacks would make, with the policies' verdict; needs Node alone")
    .argument("[stack...]", "`platform` and agency codes; all of them, one line each, when none is named")
    .option("--json", "one JSON document, stable byte for byte")
    .addOption(new Option("--table", "one line a stack").conflicts("json"))
    .addOption(asOfOption())
    .addOption(languageOption())
    .action(async (stacks: string[], options: PlanOptions) => {
      const { countFindings } = await import("../report/findings.ts");
      const findings = await shown(stacks, options);
      if (countFindings(findings).mandatory > 0) process.exitCode = exitCode.failed;
    });
}

/** Prints what was asked for. Returns all findings. */
async function shown(stacks: readonly string[], { json, table, lang }: PlanOptions): Promise<readonly Finding[]> {
  if (json) return (await (await import("../stacks-document.ts")).writeStacksDocument(stacks, { lang })).findings;
  return table || stacks.length === 0 ? printTable(stacks, lang) : printTrees(stacks, lang);
}

/** One line a stack; its resources are not kept. Returns all findings. */
async function printTable(stacks: readonly string[], lang: "en" | "vi"): Promise<Finding[]> {
  const { stackVerdicts } = await import("../judged-stacks.ts");
  const { verdict } = await import("../report/findings.ts");
  const verdicts = await stackVerdicts(stacks, { lang });
  const findings = verdicts.flatMap((each) => each.findings);
  console.log((await import("../report/plan-table.ts")).planTable(verdicts));
  console.log(verdict(findings));
  if (stacks.length === 0) console.log("Name stacks to see what is in them: province plan stttt");
  return findings;
}

/** Every resource. Returns all findings. */
async function printTrees(stacks: readonly string[], lang: "en" | "vi"): Promise<Finding[]> {
  const { judgedStacks } = await import("../judged-stacks.ts");
  const { findingLines, verdict } = await import("../report/findings.ts");
  const { planTree } = await import("../report/plan-tree.ts");
  const plans = await judgedStacks(stacks, lang);
  for (const plan of plans) {
    console.log(planTree(plan));
    for (const line of findingLines(plan.findings, lang)) console.log(line);
    console.log(`${verdict(plan.findings)}\n`);
  }
  return plans.flatMap((plan) => plan.findings);
}
