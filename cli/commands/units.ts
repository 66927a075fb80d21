import { type Command, Option } from "commander";
import { asOfOption, languageOption } from "../terminal/stacks-options.ts";

interface Options {
  json?: boolean;
  kind?: string;
  lang: "en" | "vi";
}

/** `province units`: who is in the register on a day, how that compares with official counts, and what is inferred. */
export function register(program: Command): void {
  program
    .command("units")
    .description("the units of a day with their validity, counted against the official figures; what is inferred")
    .option("--json", "one JSON document")
    .addOption(
      new Option("--kind <kind>", "only units of this kind").choices([
        "platform",
        "department",
        "district",
        "commune",
        "area",
      ]),
    )
    .addOption(asOfOption())
    .addOption(languageOption())
    .action(async (options: Options) => {
      const { openStacks } = await import("../../infra/repository/stacks.ts");
      const { problemsText } = await import("../../infra/repository/problem-text.ts");
      const { UserError } = await import("../terminal/exit-codes.ts");
      const { unitsReport, unitsText } = await import("../report/units.ts");
      const { province, tenants, problems, notes } = openStacks(undefined, { lang: options.lang });
      if (problems.length > 0 || !province) throw new UserError(problemsText(problems, options.lang));
      const report = unitsReport(province, tenants, notes, options.kind);
      if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      else console.log(unitsText(report, options.lang));
    });
}
