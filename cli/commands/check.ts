import type { Command } from "commander";
import { exitCode } from "../exit-codes.ts";

/** `province check`: only the verdict, for people in a hurry and for CI. */
export const register = (program: Command): void => {
  program
    .command("check")
    .description("judge stacks by the policies, offline; exit code 1 on a mandatory violation, 2 on faults in stacks/")
    .argument("[stack...]", "`platform` and agency codes; all of them when none is named")
    .option("--json", "one JSON document, as `plan --json`")
    .option("--lang <lang>", "language of errors: en or vi", "en")
    .action(async (stacks: string[], options: { json?: boolean; lang: "en" | "vi" }) => {
      const { judgedPlans } = await import("../judged-plans.ts");
      const { countFindings, findingLines, verdict } = await import("../report/findings.ts");
      const plans = await judgedPlans(stacks, options.lang);
      if (options.json) process.stdout.write((await import("../report/plan-json.ts")).planJson(plans));
      else {
        console.log((await import("../report/plan-table.ts")).planTable(plans));
        for (const plan of plans.filter((each) => each.findings.length > 0)) {
          console.log(`\n${plan.stack}`);
          for (const line of findingLines(plan.findings)) console.log(`  ${line}`);
        }
        console.log(`\n${verdict(plans.flatMap((plan) => plan.findings))}`);
      }
      if (plans.some((plan) => countFindings(plan.findings).mandatory > 0)) process.exitCode = exitCode.failed;
    });
};
