import type { Command } from "commander";
import { asOfOption } from "../as-of.ts";
import { exitCode } from "../exit-codes.ts";
import { languageOption } from "../language.ts";

/** `province plan`: what the stacks would make, offline. */
export const register = (program: Command): void => {
  program
    .command("plan")
    .description("show what stacks would make, with the policies' verdict; needs Node alone")
    .argument("[stack...]", "`platform` and agency codes; all of them when none is named")
    .option("--json", "one JSON document, stable byte for byte")
    .option("--table", "one line a stack")
    .addOption(asOfOption())
    .addOption(languageOption())
    .action(async (stacks: string[], options: { json?: boolean; table?: boolean; lang: "en" | "vi" }) => {
      const { judgedPlans } = await import("../judged-plans.ts");
      const { countFindings, findingLines, verdict } = await import("../report/findings.ts");
      const plans = await judgedPlans(stacks, options.lang);
      if (options.json) process.stdout.write((await import("../report/plan-json.ts")).planJson(plans));
      else if (options.table) {
        const { planVerdict } = await import("../../infra/stack-verdict.ts");
        console.log((await import("../report/plan-table.ts")).planTable(plans.map(planVerdict)));
      } else {
        const { planTree } = await import("../report/plan-tree.ts");
        for (const plan of plans) {
          console.log(planTree(plan));
          for (const line of findingLines(plan.findings)) console.log(line);
          console.log(`${verdict(plan.findings)}\n`);
        }
      }
      if (plans.some((plan) => countFindings(plan.findings).mandatory > 0)) process.exitCode = exitCode.failed;
    });
};
