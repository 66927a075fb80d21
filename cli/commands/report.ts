import { type Command, Option } from "commander";
import type { PageLanguage } from "../report/page/words.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

/** `province report`: pages for people who would rather look than read. */
export function register(program: Command): void {
  const report = program
    .command("report")
    .description("reports as files: the address plan, the agencies and the verdicts");
  report
    .command("plan")
    .description(
      "one HTML file with the address map, every agency's networks and the policies' verdict; opens from disk",
    )
    .argument("[stack...]", "stacks to judge; all of them when none is named (the page lists every agency anyway)")
    .addOption(asOfOption())
    .option("-o, --output <file>", "where to write it", "reports/plan.html")
    .addOption(new Option("--lang <lang>", "language that the page opens in").choices(["vi", "en"]).default("vi"))
    .action(async (stacks: string[], options: { output: string; lang: PageLanguage }) => {
      const { writePlanPage } = await import("../report/page/write.ts");
      await writePlanPage(stacks, options);
    });
}
