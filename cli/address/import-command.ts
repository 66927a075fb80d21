import type { Command } from "commander";
import { addressReplacer } from "../../address-plan/prefixes/prefix.ts";
import { writeOutput } from "../report/write-output.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { jsonOption, type OutputOptions } from "../terminal/output-options.ts";

/** `province address import`: networks from before the plan, and who is in whose way. */
export function registerImport(address: Command): void {
  address
    .command("import")
    .description(
      say({
        en: "take over networks that agencies run already, from CSV or a NetBox export, and report overlaps",
        vi: "tiếp nhận các mạng cơ quan đang dùng, từ CSV hoặc bản xuất của NetBox, và báo các chỗ chồng lấn",
      }),
    )
    .argument(
      "<file>",
      say({
        en: "CSV with the columns prefix and agency, or NetBox's export of prefixes (Prefix, Tenant)",
        vi: "CSV có cột prefix và agency, hoặc bản xuất tiền tố của NetBox (Prefix, Tenant)",
      }),
    )
    .option(
      "--write",
      say({ en: "add the rows to stacks/existing-prefixes.csv", vi: "thêm các dòng vào stacks/existing-prefixes.csv" }),
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          [
            "province address import networks.csv",
            { en: "shows what is new and what overlaps", vi: "xem mạng mới và chỗ chồng lấn" },
          ],
          ["province address import networks.csv --write", { en: "takes it over", vi: "tiếp nhận" }],
        ],
      }),
    )
    .action(async (file: string, options: OutputOptions & { write?: boolean; json?: boolean }) => {
      const { openAddressWork } = await import("./open.ts");
      const { proposeImport } = await import("./existing.ts");
      const { importCounts } = await import("../../model/messages/existing.ts");
      const { added, known, planned, withoutTenant, overlaps, write } = proposeImport(openAddressWork(), file);
      if (options.write && added.length > 0) write();
      const written = options.write === true && added.length > 0;
      if (options.json) {
        const all = { added, known, planned, withoutTenant, overlaps, written };
        return writeOutput(`${JSON.stringify(all, addressReplacer, 2)}\n`, options.output);
      }
      const { overlapText } = await import("./overlap-text.ts");
      const end = written
        ? { en: "Added to stacks/existing-prefixes.csv.", vi: "Đã thêm vào stacks/existing-prefixes.csv." }
        : { en: "Nothing was written. Add --write.", vi: "Chưa ghi gì. Thêm --write." };
      const lines = [
        say(importCounts({ added: added.length, known, planned, withoutTenant })),
        overlapText(overlaps),
        ...(added.length > 0 ? [say(end)] : []),
      ];
      await writeOutput(`${lines.join("\n")}\n`, options.output);
    });
}
