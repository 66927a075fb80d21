import { type Command, Option } from "commander";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, jsonOption, type OutputOptions } from "../terminal/output-options.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

interface Options extends OutputOptions {
  json?: boolean;
  kind?: string;
}

/** `province units`: who is in the register on a day, how that compares with official counts, and what is inferred. */
export function register(program: Command): void {
  addOutput(program.command("units"))
    .description(
      say({
        en: "the units of a day with their validity, counted against the official figures; what is inferred",
        vi: "các đơn vị tại một ngày và thời hạn hiệu lực, đối chiếu với số chính thức; những gì chỉ suy ra",
      }),
    )
    .addOption(jsonOption())
    .addOption(
      new Option("--kind <kind>", say({ en: "only units of this kind", vi: "chỉ các đơn vị cấp này" })).choices([
        "platform",
        "department",
        "district",
        "commune",
        "area",
      ]),
    )
    .addOption(asOfOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province units --kind commune", { en: "the communes", vi: "các xã" }],
          ["province units --as-of 2025-07-01", { en: "after a reform", vi: "sau một đợt sắp xếp" }],
        ],
      }),
    )
    .action(async (options: Options) => {
      const { openStacks } = await import("../../infra/repository/stacks.ts");
      const { problemsText } = await import("../../infra/repository/problem-text.ts");
      const { UserError } = await import("../terminal/exit-codes.ts");
      const { unitsReport, unitsText } = await import("../report/units.ts");
      const { province, tenants, problems, notes } = openStacks();
      if (problems.length > 0 || !province) throw new UserError(problemsText(problems));
      const report = unitsReport(province, tenants, notes, options.kind);
      const { writeOutput } = await import("../report/write-output.ts");
      const json = `${JSON.stringify(report, null, 2)}\n`;
      await writeOutput(options.json ? json : `${unitsText(report)}\n`, options.output);
    });
}
